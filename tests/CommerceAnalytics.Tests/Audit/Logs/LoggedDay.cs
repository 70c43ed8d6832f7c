using System.Numerics;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Audit.Logs;

/// <summary>One day of one shop, counted in plain C#: the overview's row, and what the tables add up over days.</summary>
internal sealed class LoggedDay
{
    public LoggedDay(string service, DateOnly day, IReadOnlyList<OracleEvent> events)
    {
        var adds = Of(events, EventKinds.CartAdd);
        var purchases = Of(events, EventKinds.Purchase);
        var revenue = OracleRun.Sum(purchases.Select(purchase => purchase.Amount));
        var known = purchases.LongCount(purchase => purchase.Amount is not null);
        (Events, Purchases) = (events, purchases);
        Row = new()
        {
            ServiceName = service,
            Day = day,
            Events = events.Count,
            Kinds = [.. OverviewKind.All.Select(kind => (long?)Of(events, [.. kind.Bodies]).Count)],
            PurchasesWithAmount = known,
            Revenue = (decimal?)OracleRun.Money(revenue),
            AverageOrderValue = (decimal?)OracleRun.Money(revenue, known),
            InvalidValues = adds.LongCount(add => add.Quantity is null || add.Price is null),
            RepeatedEvents = Repeats(events),
        };
        Clicks = Count(Of(events, EventKinds.ButtonClick), click => click.Action);
        Searches = Count(Of(events, EventKinds.Search), search => search.Term);
        Categories = Count(adds, add => add.Category);
        Products = adds.Where(add => add.Product is not null)
            .CountBy(add => (add.Product!, add.Category, add.Seller ?? ""))
            .ToDictionary();
        Values = adds.GroupBy(add => add.Category)
            .ToDictionary(group => group.Key, group => OracleRun.Sum(group.Select(add => add.Quantity * add.Price)));
    }

    public OverviewDay Row { get; }

    public IReadOnlyList<OracleEvent> Events { get; }

    public IReadOnlyList<OracleEvent> Purchases { get; }

    public IReadOnlyDictionary<string, int> Clicks { get; }

    public IReadOnlyDictionary<string, int> Searches { get; }

    public IReadOnlyDictionary<string, int> Categories { get; }

    public IReadOnlyDictionary<(string, string, string), int> Products { get; }

    /// <summary>Value of the cart adds by category, in units of 0.0001.</summary>
    public IReadOnlyDictionary<string, BigInteger?> Values { get; }

    private static List<OracleEvent> Of(IEnumerable<OracleEvent> events, params string[] kinds) =>
        [.. events.Where(e => kinds.Contains(e.Body))];

    private static Dictionary<string, int> Count(List<OracleEvent> events, Func<OracleEvent, string?> key) =>
        events.Where(e => key(e) is not null).CountBy(e => key(e)!).ToDictionary();

    private static long Repeats(IEnumerable<OracleEvent> events) =>
        events
            .Where(e => e.User is not null || e.Session is not null)
            .GroupBy(e => (e.Body, e.User, e.Session, e.Ts, What(e)))
            .Sum(alike => alike.LongCount() - 1);

    private static object? What(OracleEvent e) =>
        e.Body switch
        {
            EventKinds.ButtonClick => e.Action,
            EventKinds.CartAdd => e.Product,
            EventKinds.Search or EventKinds.SearchResultClick => e.Term,
            EventKinds.Purchase => e.Amount,
            EventKinds.RoutingInClientSide or EventKinds.ClientRouting => e.Page,
            _ => null,
        };
}
