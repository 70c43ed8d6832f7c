namespace CommerceAnalytics.Tests.Oracle;

/// <summary>search_analytics, click by click.</summary>
internal static class SearchOracle
{
    public static IEnumerable<object?[]> SearchAnalytics(OracleRun run)
    {
        var searches = run.Events(7, "commerce.search").Where(search => search.Term is not null).ToList();
        var clicked = run.Events(7, "commerce.search.result_click")
            .Select(click => SearchOf(click, searches, TimeSpan.FromMinutes(run.SearchClickMinutes)))
            .OfType<OracleEvent>()
            .Select(search => (search.Session, search.Ts, search.Term))
            .ToHashSet();
        return searches
            .GroupBy(search => search.Term)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, Utf8Order.Instance)
            .Take(200)
            .Select(group => Row(run, [.. group], clicked.LongCount(search => search.Term == group.Key)));
    }

    private static OracleEvent? SearchOf(OracleEvent click, IEnumerable<OracleEvent> searches, TimeSpan most) =>
        click.Session is null
            ? null
            : searches
                .Where(search =>
                    search.Session == click.Session && search.Ts <= click.Ts && click.Ts - search.Ts <= most
                )
                .Where(search => click.Term is null || search.Term == click.Term)
                .OrderBy(search => search.Ts)
                .ThenBy(search => search.Term, Utf8Order.Instance)
                .LastOrDefault();

    private static object?[] Row(OracleRun run, List<OracleEvent> searches, long clicks)
    {
        var known = searches.LongCount(search => search.ResultCount is not null);
        var zero = searches.LongCount(search => search.ResultCount == 0);
        return run.Row(
            7,
            searches[0].Term,
            (long)searches.Count,
            OracleRun.Distinct(searches.Select(search => search.User)),
            OracleRun.Distinct(searches.Select(search => search.Session)),
            clicks,
            Numbers.Ratio(100 * clicks, searches.Count),
            known == 0 ? null : zero,
            Numbers.Ratio(100 * zero, known)
        );
    }
}
