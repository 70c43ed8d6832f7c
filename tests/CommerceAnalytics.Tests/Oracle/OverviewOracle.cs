using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>The overview of one service in plain C#, written from its contract and from nothing else.</summary>
internal static class OverviewOracle
{
    private const int Days = 35;

    /// <summary>A row for each day of one service.</summary>
    /// <param name="run">Log, service and date.</param>
    /// <param name="excluded">Days of the service that are left out.</param>
    public static IEnumerable<object?[]> Rows(OracleRun run, IReadOnlyCollection<DateOnly> excluded)
    {
        var events = run.Events(Days, [.. EventKinds.All]).ToLookup(e => e.Day);
        var first = run.Date.AddDays(-Days) < run.MinDataDate ? run.MinDataDate : run.Date.AddDays(-Days);
        for (var day = first; day < run.Date; day = day.AddDays(1))
            yield return run.Row(Days, [day, .. excluded.Contains(day) ? new object?[22] : Measures([.. events[day]])]);
    }

    private static object?[] Measures(List<OracleEvent> events)
    {
        var adds = Of(events, "commerce.cart.add");
        var purchases = Of(events, "commerce.checkout.purchase");
        var known = purchases.LongCount(purchase => purchase.Amount is not null);
        var revenue = OracleRun.Sum(purchases.Select(purchase => purchase.Amount));
        var (sessions, carts, buyers) = (Sessions(events), Sessions(adds), Sessions(purchases));
        return
        [
            (long)events.Count,
            (long)Of(events, "commerce.button.click").Count,
            (long)adds.Count,
            (long)Of(events, "commerce.cart.view").Count,
            (long)Of(events, "commerce.search").Count,
            (long)Of(events, "commerce.search.result_click").Count,
            (long)Of(events, "commerce.checkout.start").Count,
            (long)purchases.Count,
            (long)Of(events, "Routing in client side", "client.routing").Count,
            sessions,
            OracleRun.Distinct(events.Select(e => e.User)),
            Sessions(Of(events, "commerce.search")),
            carts,
            Sessions(Of(events, "commerce.checkout.start")),
            buyers,
            Numbers.Ratio(100 * carts, sessions),
            Numbers.Ratio(100 * buyers, sessions),
            known,
            OracleRun.Money(revenue),
            OracleRun.Money(revenue, known),
            adds.LongCount(add => add.Quantity is null || add.Price is null),
            Repeats(events),
        ];
    }

    private static List<OracleEvent> Of(List<OracleEvent> events, params string[] kinds) =>
        events.FindAll(e => kinds.Contains(e.Body));

    private static long Sessions(List<OracleEvent> events) => OracleRun.Distinct(events.Select(e => e.Session));

    private static long Repeats(List<OracleEvent> events) =>
        events
            .Where(e => e.User is not null || e.Session is not null)
            .GroupBy(e => (e.Body, e.User, e.Session, e.Ts, What(e)))
            .Sum(alike => alike.LongCount() - 1);

    private static object? What(OracleEvent e) =>
        e.Body switch
        {
            "commerce.button.click" => e.Action,
            "commerce.cart.add" => e.Product,
            "commerce.search" or "commerce.search.result_click" => e.Term,
            "commerce.checkout.purchase" => e.Amount,
            "Routing in client side" or "client.routing" => e.Page,
            _ => null,
        };
}
