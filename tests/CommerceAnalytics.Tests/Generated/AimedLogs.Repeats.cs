using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>Events that are logged twice, and those that only look it. There are two such logs, of two services.</summary>
internal static partial class AimedLogs
{
    // Of each kind as many visits more, so that no count of a day is another's.
    private const int VisitsOfAKind = 3;

    private static (string Name, string? Value)[] Same =>
        [
            ("sessionId", "s1"),
            ("userKey", "u1"),
            ("action", "a"),
            ("productName", "p"),
            ("query", "t"),
            ("path", "/"),
            ("totalAmount", "1.5"),
            ("quantity", "1"),
            ("price", "2"),
            ("paymentMethod", "card"),
        ];

    // One thing after another is different, or is not there; some are only written differently.
    private static (string Name, string? Value)[] Changes =>
        [
            ("sessionId", "s2"),
            ("sessionId", null),
            ("userKey", "u2"),
            ("userKey", null),
            ("action", "b"),
            ("action", null),
            ("productName", "q"),
            ("query", " T "),
            ("query", "other"),
            ("path", "/other"),
            ("toPath", "/"),
            ("totalAmount", "1.50"),
            ("totalAmount", "2"),
            ("totalAmount", "x"),
            ("quantity", "x"),
            ("price", null),
            ("paymentMethod", "other"),
        ];

    private static IEnumerable<LogEvent> Repeats() =>
        EventKinds.All.SelectMany((kind, i) => Twice(kind, i + 1).Concat(Visits(kind, i)));

    // Each kind as often as no other: what is told apart by mistake in one must not make up for another.
    private static IEnumerable<LogEvent> Twice(string kind, int rounds)
    {
        foreach (var (i, change) in Enumerable.Repeat(Changes, rounds).SelectMany(round => round).Index())
        {
            var at = Visit.AddSeconds(i);
            yield return new(at, kind, With());
            yield return new(at.AddTicks(9_000), kind, With());
            yield return new(at.AddTicks(10_000), kind, With());
            yield return new(at, kind, With(change));
            yield return new(at, kind, With(change));
        }

        // Of nobody: never a repeat.
        foreach (var _ in Enumerable.Range(0, 2))
            yield return new(Visit, kind, With(("sessionId", null), ("userKey", "")));
    }

    private static IEnumerable<LogEvent> Visits(string kind, int i) =>
        Enumerable
            .Range(0, (i + 1) * VisitsOfAKind)
            .Select(visit => new LogEvent(
                Visit.AddDays(-visit % 4).AddSeconds(visit),
                kind,
                With(("sessionId", $"{kind}{visit}"), ("userKey", $"u{visit % 5}"))
            ));

    private static Dictionary<string, string?> With(params (string Name, string? Value)[] changes)
    {
        var attributes = Same.ToDictionary(same => same.Name, same => same.Value);
        foreach (var (name, value) in changes)
            attributes[name] = value;
        return attributes;
    }
}
