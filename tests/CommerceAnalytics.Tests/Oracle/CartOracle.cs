using System.Numerics;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>button_interaction, product_ranking, category_performance and cart_source.</summary>
internal static class CartOracle
{
    public static IEnumerable<object?[]> ButtonInteraction(OracleRun run) =>
        run.Events(7, "commerce.button.click")
            .Where(click => click.Action is not null)
            .GroupBy(click => click.Action)
            .Select(clicks =>
                (Clicks: clicks.LongCount(), clicks.Key, Users: Users(clicks), Sessions: Sessions(clicks))
            )
            .OrderByDescending(row => row.Clicks)
            .ThenBy(row => row.Key, Utf8Order.Instance)
            .Take(50)
            .Select(row =>
                run.Row(7, row.Key, row.Clicks, row.Users, row.Sessions, Numbers.Ratio(row.Clicks, row.Users))
            );

    public static IEnumerable<object?[]> ProductRanking(OracleRun run) =>
        run.Events(30, "commerce.cart.add")
            .Where(add => add.Product is not null)
            .GroupBy(add => (add.Product, add.Category, add.Seller))
            .OrderByDescending(adds => adds.Count())
            .ThenBy(adds => adds.Key.Product, Utf8Order.Instance)
            .ThenBy(adds => adds.Key.Category, Utf8Order.Instance)
            .ThenBy(adds => adds.Key.Seller, Utf8Order.Instance)
            .Take(100)
            .Select(adds =>
                run.Row(
                    30,
                    adds.Key.Product,
                    adds.Key.Category,
                    adds.Key.Seller,
                    adds.LongCount(),
                    Users(adds),
                    Sessions(adds),
                    Quantity(adds),
                    Price(adds),
                    Value(adds),
                    Numbers.Ratio(adds.Count(), Users(adds)),
                    Invalid(adds)
                )
            );

    public static IEnumerable<object?[]> CategoryPerformance(OracleRun run) =>
        run.Events(30, "commerce.cart.add")
            .GroupBy(add => add.Category)
            .OrderByDescending(adds => adds.Count())
            .ThenBy(adds => adds.Key, Utf8Order.Instance)
            .Take(30)
            .Select(adds =>
                run.Row(
                    30,
                    adds.Key,
                    adds.LongCount(),
                    Users(adds),
                    OracleRun.Distinct(adds.Select(add => add.Product)),
                    Quantity(adds),
                    Price(adds),
                    Value(adds),
                    Invalid(adds)
                )
            );

    public static IEnumerable<object?[]> CartSource(OracleRun run)
    {
        var all = run.Events(30, "commerce.cart.add");
        return all.GroupBy(add => (add.Source, add.PageAttribute, add.Menu))
            .OrderByDescending(adds => adds.Count())
            .ThenBy(adds => adds.Key.Source, Utf8Order.Instance)
            .ThenBy(adds => adds.Key.PageAttribute, Utf8Order.Instance)
            .ThenBy(adds => adds.Key.Menu, Utf8Order.Instance)
            .Take(100)
            .Select(adds =>
                run.Row(
                    30,
                    adds.Key.Source,
                    adds.Key.PageAttribute,
                    adds.Key.Menu,
                    adds.LongCount(),
                    Users(adds),
                    Sessions(adds),
                    Numbers.Ratio(100 * adds.LongCount(), all.Count),
                    Value(adds)
                )
            );
    }

    private static long Users(IEnumerable<OracleEvent> events) => OracleRun.Distinct(events.Select(e => e.User));

    private static long Sessions(IEnumerable<OracleEvent> events) => OracleRun.Distinct(events.Select(e => e.Session));

    private static long? Quantity(IEnumerable<OracleEvent> adds) =>
        (long?)OracleRun.Sum(adds.Select(add => (BigInteger?)add.Quantity));

    private static double? Price(IEnumerable<OracleEvent> adds) =>
        OracleRun.Money(OracleRun.Sum(adds.Select(add => add.Price)), adds.LongCount(add => add.Price is not null));

    private static double? Value(IEnumerable<OracleEvent> adds) =>
        OracleRun.Money(OracleRun.Sum(adds.Select(add => add.Quantity * add.Price)));

    private static long Invalid(IEnumerable<OracleEvent> adds) =>
        adds.LongCount(add => add.Quantity is null || add.Price is null);
}
