using System.Globalization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Overview;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>Rows of the overview.</summary>
internal static class OverviewDays
{
    /// <summary>Five weeks of the same day over and over, without a purchase: there is nothing to find.</summary>
    public static IEnumerable<OverviewDay> Usual(string service) =>
        Enumerable.Range(1, 35).Select(before => Day(service, Pipeline.Today.AddDays(-before)));

    /// <summary>Five weeks without an event.</summary>
    public static IEnumerable<OverviewDay> Empty(string service) =>
        Usual(service).Select(day => day with { Events = 0, Kinds = [.. OverviewKind.All.Select(_ => (long?)0)] });

    public static OverviewDay Day(string service, DateOnly day) =>
        new()
        {
            ServiceName = service,
            Day = day,
            Events = 700,
            Kinds = [.. OverviewKind.All.Select(kind => (long?)(kind == OverviewKind.Purchases ? 0 : 100))],
            PurchasesWithAmount = 0,
            InvalidValues = 0,
            RepeatedEvents = 0,
        };

    /// <summary>A row as Athena tells it, with the date of the overview that it is of.</summary>
    public static List<string?> Row(OverviewDay day, string night)
    {
        IEnumerable<string?> measures =
        [
            $"{day.Events}",
            .. day.Kinds.Select(kind => $"{kind}"),
            $"{day.PurchasesWithAmount}",
            day.Revenue?.ToString(CultureInfo.InvariantCulture),
            day.AverageOrderValue?.ToString(CultureInfo.InvariantCulture),
            $"{day.InvalidValues}",
            $"{day.RepeatedEvents}",
        ];
        return
        [
            OverviewTable.QueryType,
            night,
            day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            string.Join(';', measures),
        ];
    }
}
