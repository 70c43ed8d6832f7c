using CommerceAnalytics.Audit;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Audit.Logs;

/// <summary>
/// The sample's shop on 2025-11-17, a Monday, after 47 days: sound, so that what is found is what a test planted.
/// </summary>
public sealed class TroubledShop
{
    public const string Service = "theshop-brand";

    internal static readonly DateOnly Date = new(2025, 11, 17);

    private static readonly DateOnly First = new(2025, 10, 1);

    private readonly ILookup<DateOnly, LogEvent> _log;

    public TroubledShop()
    {
        var log = SampleEvents.Of(
            new()
            {
                Days = 47,
                LastDay = Date.AddDays(-1),
                EventsPerDay = 2_000,
                ServiceNames = [Service],
            }
        );
        // The sample knows less than half of all amounts, as the real log does. Here all are known.
        _log = log.Select(e => e.Body == "commerce.checkout.purchase" ? e.With("totalAmount", "25000") : e)
            .ToLookup(e => DateOnly.FromDateTime(e.Utc));
        Sound = new(Service, _log.SelectMany(day => day)) { MinDataDate = First };
    }

    internal LoggedShop Sound { get; }

    /// <summary>The day so many days before the date.</summary>
    internal static DateOnly Ago(int days) => Date.AddDays(-days);

    /// <summary>Events of a kind, or of all, on a day.</summary>
    internal long Count(int ago, OverviewKind? kind = null)
    {
        var row = Sound.Overview(Date).On(Ago(ago))!;
        return (kind is null ? row.Events : row.Of(kind))!.Value;
    }

    /// <summary>What is usual of a kind on the last day.</summary>
    internal decimal Usual(OverviewKind kind) => Sound.Overview(Date).UsualOn(Ago(1), day => day.Of(kind), 2)!.Figure;

    /// <summary>The shop with the events of some days changed.</summary>
    internal LoggedShop With(IEnumerable<int> ago, Func<IEnumerable<LogEvent>, IEnumerable<LogEvent>> change)
    {
        var days = ago.Select(Ago).ToList();
        return Sound.With(days, days.SelectMany(day => change(_log[day])));
    }

    /// <summary>The shop with each event of some days changed.</summary>
    internal LoggedShop Each(IEnumerable<int> ago, Func<LogEvent, LogEvent?> change) =>
        With(ago, events => events.Select(change).OfType<LogEvent>());

    /// <summary>The findings of the night, after the seven nights before it.</summary>
    /// <param name="tonight">The shop as the log has it tonight.</param>
    /// <param name="before">As it was on the nights before; null: as tonight.</param>
    /// <param name="built">What the tables were built to say, where that is not what the log says.</param>
    internal static IReadOnlyList<string> Told(
        LoggedShop tonight,
        LoggedShop? before = null,
        Func<string, BuiltFigures, BuiltFigures>? built = null
    )
    {
        var nights = new LoggedNights(before ?? tonight);
        for (var ago = 7; ago > 0; ago--)
            nights.Audit(Ago(ago));
        return
        [
            .. nights
                .Audit(Date, tonight, built)
                .Select(told =>
                {
                    var finding = told.Finding;
                    var about = string.Join(' ', ((string?[])[finding.Code, finding.Kind]).OfType<string>());
                    return $"{finding.Severity} {about} {finding.Figure:0.##} ({finding.Usual:0.##}) {told.QueryType}";
                }),
        ];
    }
}
