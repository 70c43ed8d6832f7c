using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>hourly_traffic and purchase_analytics.</summary>
internal static class TrafficOracle
{
    public static IEnumerable<object?[]> HourlyTraffic(OracleRun run)
    {
        var events = run.Events(7, [.. EventKinds.All]);
        foreach (var hour in Enumerable.Range(0, 24))
        {
            var active = events.Where(e => e.Hour == hour).ToList();
            var adds = active.Where(e => e.Body == "commerce.cart.add").ToList();
            var (sessions, cartSessions) = (
                OracleRun.Distinct(active.Select(e => e.Session)),
                OracleRun.Distinct(adds.Select(e => e.Session))
            );
            yield return run.Row(
                7,
                (long)hour,
                sessions,
                OracleRun.Distinct(active.Select(e => e.User)),
                (long)adds.Count,
                cartSessions,
                Numbers.Ratio(100 * cartSessions, sessions)
            );
        }
    }

    public static IEnumerable<object?[]> PurchaseAnalytics(OracleRun run)
    {
        var purchases = run.Events(90, "commerce.checkout.purchase");
        var ofDay = purchases.CountBy(purchase => purchase.Day).ToDictionary();
        foreach (var group in purchases.GroupBy(purchase => (purchase.Day, purchase.PaymentMethod)))
        {
            var (count, known) = (group.LongCount(), group.LongCount(purchase => purchase.Amount is not null));
            var revenue = OracleRun.Sum(group.Select(purchase => purchase.Amount));
            yield return run.Row(
                90,
                group.Key.Day,
                group.Key.PaymentMethod,
                count,
                OracleRun.Distinct(group.Select(purchase => purchase.User)),
                known,
                OracleRun.Money(revenue),
                OracleRun.Money(revenue, known),
                Numbers.Ratio(100 * count, ofDay[group.Key.Day])
            );
        }
    }
}
