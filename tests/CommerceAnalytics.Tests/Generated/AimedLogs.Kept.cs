using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>More rows than a table keeps, and sessions whose events all have one timestamp.</summary>
internal static partial class AimedLogs
{
    private static string[] Way =>
        [
            EventKinds.Purchase,
            EventKinds.CheckoutStart,
            EventKinds.CartView,
            EventKinds.CartAdd,
            EventKinds.SearchResultClick,
            EventKinds.Search,
            EventKinds.ButtonClick,
            EventKinds.ClientRouting,
            EventKinds.SessionStart,
        ];

    /// <summary>
    /// Three events of one person under each value but the first: that has two, of two people, and nothing valid. By
    /// events it comes last, by any other measure first.
    /// </summary>
    private static IEnumerable<LogEvent> Few(string kind, int values, string attribute)
    {
        for (var i = 0; i < 2; i++)
            yield return Event(
                kind,
                i,
                (attribute, "few"),
                ("userKey", $"u{i}"),
                ("sessionId", $"s{i}"),
                ("toPath", "/")
            );
        for (var i = 0; i < 3 * (values - 1); i++)
            yield return Event(
                kind,
                i,
                (attribute, $"many{i / 3}"),
                ("userKey", "u"),
                ("sessionId", "s"),
                ("quantity", "1"),
                ("price", "1"),
                ("toPath", "/")
            );
    }

    /// <summary>More places than are kept, each with one cart add, the last in order first.</summary>
    private static IEnumerable<LogEvent> Places() =>
        from source in Enumerable.Range(0, 8).Reverse()
        from page in Enumerable.Range(0, 5).Reverse()
        from menu in Enumerable.Range(0, 3).Reverse()
        select Event(EventKinds.CartAdd, 0, ("source", $"s{source}"), ("page", $"p{page}"), ("menuName", $"m{menu}"));

    /// <summary>Parts of the way to a purchase, backwards and at one timestamp.</summary>
    private static IEnumerable<LogEvent> Journeys() =>
        from begin in Enumerable.Range(0, Way.Length)
        from length in Enumerable.Range(1, Way.Length - begin)
        from kind in Way.Skip(begin).Take(length)
        select Event(kind, 0, ("sessionId", $"s{begin}-{length}"), ("userKey", $"u{begin}"));
}
