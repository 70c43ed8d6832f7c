namespace CommerceAnalytics.Tests.Oracle;

/// <summary>navigation_flow, session by session.</summary>
internal static class NavigationOracle
{
    public static IEnumerable<object?[]> NavigationFlow(OracleRun run)
    {
        var sessions = run.Events(7, "Routing in client side", "client.routing")
            .Where(view => view.Session is not null && view.Page is not null)
            .GroupBy(view => view.Session)
            .Select(views =>
                views
                    .OrderBy(view => view.Ts)
                    .ThenBy(view => view.Page, Utf8Order.Instance)
                    .ThenBy(view => view.FromPath, Utf8Order.Instance)
                    .ThenBy(view => view.User, Utf8Order.Instance)
                    .ToList()
            )
            .ToList();
        var views = sessions.SelectMany(session => session).CountBy(view => view.Page!).ToDictionary();
        var exits = sessions.CountBy(session => session[^1].Page!).ToDictionary();
        return sessions
            .SelectMany(Transitions)
            .GroupBy(transition => (transition.From, transition.To))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.From, Utf8Order.Instance)
            .ThenBy(group => group.Key.To, Utf8Order.Instance)
            .Take(100)
            .Select(group =>
                Row(run, [.. group], views.GetValueOrDefault(group.Key.From), exits.GetValueOrDefault(group.Key.From))
            );
    }

    private static IEnumerable<(string From, string To, OracleEvent View)> Transitions(List<OracleEvent> session)
    {
        string? before = null;
        foreach (var view in session)
        {
            if ((view.FromPath ?? before) is { } from && from != view.Page)
                yield return (from, view.Page!, view);
            before = view.Page;
        }
    }

    private static object?[] Row(
        OracleRun run,
        List<(string From, string To, OracleEvent View)> transitions,
        long views,
        long exits
    )
    {
        var sessions = OracleRun.Distinct(transitions.Select(transition => transition.View.Session));
        return run.Row(
            7,
            transitions[0].From,
            transitions[0].To,
            (long)transitions.Count,
            OracleRun.Distinct(transitions.Select(transition => transition.View.User)),
            sessions,
            Numbers.Ratio(transitions.Count, sessions),
            views,
            exits,
            Numbers.Ratio(100 * exits, views)
        );
    }
}
