using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>customer_journey, session by session.</summary>
internal static class JourneyOracle
{
    private static readonly string[] Way =
    [
        EventKinds.SessionStart,
        "page.view",
        EventKinds.ButtonClick,
        EventKinds.Search,
        EventKinds.SearchResultClick,
        EventKinds.CartAdd,
        EventKinds.CartView,
        EventKinds.CheckoutStart,
        EventKinds.Purchase,
    ];

    public static IEnumerable<object?[]> CustomerJourney(OracleRun run)
    {
        var sessions = run.Events(7, [.. EventKinds.All])
            .Where(e => e.Session is not null)
            .GroupBy(e => e.Session)
            .Select(events => events.OrderBy(e => e.Ts).ThenBy(Place).ToList())
            .ToList();
        foreach (var (i, step) in Way.Index())
        {
            var reached = sessions.Where(session => session.Exists(e => Place(e) == i)).ToList();
            if (reached.Count == 0)
                continue;
            var users = reached.SelectMany(session => session).Where(e => Place(e) == i).Select(e => e.User);
            var last = reached.LongCount(session => Place(session[^1]) == i);
            yield return run.Row(
                7,
                step,
                i + 1L,
                (long)reached.Count,
                OracleRun.Distinct(users),
                reached.LongCount(session => Place(session[0]) == i),
                last,
                Numbers.Ratio(100 * reached.Count, sessions.Count),
                Numbers.Ratio(100 * last, reached.Count)
            );
        }
    }

    private static int Place(OracleEvent e) =>
        e.Body is EventKinds.RoutingInClientSide or EventKinds.ClientRouting ? 1 : Array.IndexOf(Way, e.Body);
}
