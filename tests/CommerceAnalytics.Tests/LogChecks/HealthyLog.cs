using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.LogChecks;

/// <summary>
/// Three healthy days of theshop-brand before 2025-10-28, 220 commerce events each, to be damaged by tests: 60 clicks,
/// 300 cart adds, 60 cart views, 60 searches, 30 result clicks, 30 checkouts, 60 purchases and 60 routing events in
/// all.
/// </summary>
internal static class HealthyLog
{
    public static readonly DateOnly Date = new(2025, 10, 28);

    private static readonly (string Body, int OfADay, (string Name, string? Value)[] Attributes)[] Kinds =
    [
        (EventKinds.ButtonClick, 20, [("action", "open"), ("menuName", "top"), ("page", "/")]),
        (
            EventKinds.CartAdd,
            100,
            [("productName", "Cream"), ("category", "beauty"), ("quantity", "1"), ("salePrice", "9.5")]
        ),
        (EventKinds.CartView, 20, []),
        (EventKinds.Search, 20, [("query", "cream"), ("resultCount", "3")]),
        (EventKinds.SearchResultClick, 10, []),
        (EventKinds.CheckoutStart, 10, []),
        (EventKinds.Purchase, 20, [("totalAmount", "19.5"), ("paymentMethod", "card")]),
        (EventKinds.ClientRouting, 20, [("toPath", "/cart")]),
    ];

    public static IReadOnlyList<LogEvent> Events() =>
        [.. from day in Enumerable.Range(25, 3) from log in Day(day) select log];

    public static IEnumerable<LogEvent> Day(int day) =>
        from kind in Kinds
        from n in Enumerable.Range(0, kind.OfADay)
        select LogEvent.At(
            $"2025-10-{day}T{n % 24:00}:{n / 24:00}:00.{Array.IndexOf(Kinds, kind):000}Z",
            kind.Body,
            [
                ("resource.service.name", "theshop-brand"),
                ("userKey", $"u{n}"),
                ("sessionId", $"s{n}"),
                .. kind.Attributes,
            ]
        );

    /// <summary>Gives an attribute of the first so many events of a kind (null: of any kind) another value.</summary>
    public static IReadOnlyList<LogEvent> With(
        this IReadOnlyList<LogEvent> log,
        int count,
        string? body,
        string attribute,
        string? value
    )
    {
        var damaged = log.Where(e => body is null || e.Body == body)
            .Take(count)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return
        [
            .. log.Select(e =>
                damaged.Contains(e)
                    ? e with
                    {
                        Attributes = new Dictionary<string, string?>(e.Attributes) { [attribute] = value },
                    }
                    : e
            ),
        ];
    }
}
