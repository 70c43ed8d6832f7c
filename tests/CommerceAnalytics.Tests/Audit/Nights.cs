using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>
/// A shop with the same figures every day of the 35 before 2025-12-01, a Monday, and its tables: what the rules find
/// when one of these figures is changed.
/// </summary>
internal static class Nights
{
    public static readonly DateOnly Date = new(2025, 12, 1);

    /// <summary>D-1, a Sunday.</summary>
    public static readonly DateOnly LastDay = Date.AddDays(-1);

    /// <summary>The day so many days before the date.</summary>
    public static DateOnly Ago(int days) => Date.AddDays(-days);

    /// <summary>A usual day: 100 of each kind, 5 of 100 values invalid, 2 of 100 amounts unknown.</summary>
    public static OverviewDay Usual(DateOnly day) =>
        new OverviewDay { ServiceName = "theshop-brand", Day = day }.With(OverviewKind.All, 100) with
        {
            PurchasesWithAmount = 98,
            Revenue = 980,
            AverageOrderValue = 10,
            InvalidValues = 5,
            RepeatedEvents = 0,
        };

    public static OverviewDay Closed(DateOnly day) =>
        new OverviewDay { ServiceName = "theshop-brand", Day = day }.With(OverviewKind.All, 0) with
        {
            PurchasesWithAmount = 0,
            InvalidValues = 0,
            RepeatedEvents = 0,
        };

    public static OverviewDay Excluded(DateOnly day) => new() { ServiceName = "theshop-brand", Day = day };

    /// <summary>The day with so many events of some kinds, and all events added up anew.</summary>
    public static OverviewDay With(this OverviewDay day, IEnumerable<OverviewKind> kinds, long count)
    {
        var changed = OverviewKind.All.Select(kind => kinds.Contains(kind) ? count : day.Of(kind)).ToList();
        return day with { Kinds = changed, Events = changed.Sum() };
    }

    public static OverviewDay With(this OverviewDay day, OverviewKind kind, long count) => day.With([kind], count);

    /// <summary>The 35 days, some of them changed.</summary>
    public static ServiceDays Days(params Func<OverviewDay, OverviewDay>[] changes) => Days(false, changes);

    public static ServiceDays Days(bool isCut, params Func<OverviewDay, OverviewDay>[] changes)
    {
        var days = Enumerable.Range(1, 35).Select(ago => Usual(Ago(ago)));
        return new([.. days.Select(day => changes.Aggregate(day, (changed, change) => change(changed)))], isCut);
    }

    /// <summary>A change of some days alone.</summary>
    public static Func<OverviewDay, OverviewDay> On(
        Func<OverviewDay, OverviewDay> change,
        params IEnumerable<DateOnly> days
    ) => day => days.Contains(day.Day) ? change(day) : day;

    public static AuditedService Service(ServiceDays? days = null, AuditSettings? settings = null) =>
        new()
        {
            ServiceName = "theshop-brand",
            Date = Date,
            Settings = settings ?? new(),
            Days = days ?? Days(),
            IsListed = true,
            Summaries = Seven.All,
        };

    public static AuditedTable Table(
        string queryType,
        ServiceDays? days = null,
        BuiltFigures? figures = null,
        AuditSettings? settings = null
    ) => Service(days, settings).Of(queryType, figures);

    public static AuditedTable Of(this AuditedService service, string queryType, BuiltFigures? figures = null)
    {
        var summary = Seven.Get(queryType);
        return new(service, summary, figures ?? new())
        {
            WindowFirstDay = Ago(summary.Summary.WindowDays),
            WindowDays = summary.Summary.WindowDays,
        };
    }

    /// <summary>What all seven tables find together, told as a report tells it: severity, code, kind, tables.</summary>
    public static IReadOnlyList<string> All(ServiceDays days, AuditSettings? settings = null)
    {
        var found = Seven.All.Select(summary => TableAudit.Findings(Table(summary.QueryType, days, null, settings)));
        return
        [
            .. Seven
                .All.Zip(TableAudit.ToldOnce([.. found]))
                .SelectMany(table =>
                    table.Second.Select(finding =>
                        string.Join(' ', [finding.Severity, finding.Code, finding.Kind, table.First.QueryType])
                    )
                ),
        ];
    }
}
