using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>Clicks, visits, names and ratios; and what all logs are made with.</summary>
internal static partial class AimedLogs
{
    /// <summary>
    /// Clicks around the limit, at the very timestamp of searches, of searches again, in order and out of it.
    /// </summary>
    private static IEnumerable<LogEvent> Clicks()
    {
        var half = 30 * 60_000;
        foreach (
            var (i, delay) in (
                (int[])[-1, 0, 1, half - 1, half, half + 1, 2 * half, 59_999, 60_000, 1000 * half]
            ).Index()
        )
        {
            foreach (var own in (bool[])[true, false])
            {
                var session = $"s{i}{own}";
                yield return Step(EventKinds.SearchResultClick, delay, session, own ? $"T{i}" : null);
                yield return Step(
                    EventKinds.Search,
                    0,
                    session,
                    $"t{i}",
                    ("resultCount", i % 3 == 0 ? null : $"{i % 2}")
                );
                if (own)
                    yield return Step(EventKinds.SearchResultClick, delay, session, $"never{i}");
            }
        }

        foreach (
            var (i, terms) in (
                (string[][])
                    [
                        ["a", "b"],
                        ["b", "a"],
                        ["ﬀ", "🧴", "z"],
                        ["a", "a"],
                        ["a", "b", "a"],
                    ]
            ).Index()
        )
        {
            foreach (
                var (clicked, term) in ((int, string?)[])
                    [(0, null), (5, null), (5, terms[0]), (0, terms[^1]), (half + 2, null), (half + 2, terms[0])]
            )
            {
                var session = $"m{i}-{clicked}-{term}";
                foreach (var (j, searched) in terms.Index())
                    yield return Step(EventKinds.Search, 0, session, $"{searched}{i}");
                yield return Step(EventKinds.Search, 3, session, $"{terms[0]}{i}");
                yield return Step(EventKinds.Search, 4, session, $"later{i}");
                yield return Step(EventKinds.Search, 4, session, " ");
                yield return Step(EventKinds.SearchResultClick, clicked, session, term is null ? null : $"{term}{i}");
                yield return Step(
                    EventKinds.SearchResultClick,
                    clicked + 1,
                    session,
                    term is null ? null : $"{term}{i}"
                );
            }
        }

        // No session, no click; other kinds with terms are neither.
        yield return Step(EventKinds.Search, 0, null, "alone");
        yield return Step(EventKinds.SearchResultClick, 1, null, "alone");
        yield return Step(EventKinds.SearchResultClick, 1, null, null);
        foreach (var kind in EventKinds.All.Except([EventKinds.Search, EventKinds.SearchResultClick]))
            yield return Step(
                kind,
                1,
                "s1true",
                "t1",
                ("page", "/"),
                ("path", "/"),
                ("action", "a"),
                ("productName", "p")
            );
    }

    /// <summary>Visits whose order hangs on each of the ties in turn.</summary>
    private static IEnumerable<LogEvent> Pages()
    {
        (int At, string? Page, string? From, string? User)[][] visits =
        [
            [
                (0, "/", null, null),
                (1, "/a", null, "u1"),
                (2, "/a", null, "u2"),
                (3, "/", null, null),
                (4, "/b", null, "u1"),
            ],
            [(0, "/b", null, null), (0, "/a", null, null), (0, "/c", null, null)],
            [(0, "/a", "/z", null), (0, "/a", null, null), (0, "/a", "/y", "u1"), (0, "/b", null, "u2")],
            [(0, "/a", "/z", "u2"), (0, "/a", "/z", null), (0, "/a", "/z", "u1"), (1, "/b", null, null)],
            [(0, "/a", null, "u1"), (1, "/b", "/b", null), (2, "/c", null, null), (3, "/c", "/d", null)],
            [(0, "🧴", null, null), (0, "ﬀ", null, null), (1, "/", null, null)],
            [(0, null, "/a", null), (1, "/a", null, null), (2, null, null, null), (3, "/b", null, null)],
            [(0, "/alone", null, "u1")],
            [(0, "/p", null, null), (1, "/a", null, null), (1, "/a", "/z", "u1")],
            [(0, "/q", null, null), (1, "/a", null, null), (1, "/a", null, "u1")],
            [(0, "/p2", null, null), (1, "/a", null, "u1"), (1, "/a", "/z", null)],
            [(0, "/r", null, null), (1, "/a", null, "u3"), (1, "/a", null, "u1"), (1, "/a", null, "u2")],
            [(0, "/r", null, null), (1, "/a", null, "u1"), (1, "/a", null, "u2"), (1, "/a", null, "u3")],
            [(0, "/r", null, null), (1, "/a", null, "u2"), (1, "/a", null, "u3"), (1, "/a", null, "u1")],
            [(0, "/to", "/from", null), (1, "/to", "/from", null)],
            [(0, "/to", "/from", null)],
            [(0, "/to", "/from", null)],
            [(0, "/seen", "/outside", "u1"), (0, "/seen", "/outside", "u1"), (0, "/seen", "/outside", null)],
        ];
        foreach (var (i, visit) in visits.Index())
        {
            foreach (var (at, page, from, user) in visit)
            {
                yield return Step(
                    EventKinds.ClientRouting,
                    at,
                    $"v{i}",
                    null,
                    ("path", page),
                    ("fromPath", from),
                    ("userKey", user)
                );
                yield return Step(
                    EventKinds.RoutingInClientSide,
                    at + 10,
                    $"w{i}",
                    null,
                    ("toPath", page),
                    ("path", "/ignored"),
                    ("fromPath", from),
                    ("userKey", user)
                );
                yield return Step(
                    EventKinds.ClientRouting,
                    at,
                    null,
                    null,
                    ("path", page),
                    ("fromPath", from),
                    ("userKey", user)
                );
            }
        }
    }

    /// <summary>Every attribute different, so that none can stand for another.</summary>
    private static IEnumerable<LogEvent> Attributes()
    {
        foreach (var (i, kind) in EventKinds.All.Append("http.request").Index())
        {
            foreach (var n in Enumerable.Range(0, 8))
            {
                var all = EventAttributes.All.Select(
                    (name, j) =>
                        (
                            name,
                            Value: (n + j) % 5 == 0 ? null
                            : (n + j) % 7 == 0 ? ""
                            : $"{name}{(i + (n * j)) % 4}"
                        )
                );
                var numbers = ((string, string?)[])
                    [
                        ("quantity", $"{n}"),
                        ("salePrice", n % 3 == 0 ? null : $"{n}.25"),
                        ("price", $"{n}.75"),
                        ("resultCount", n == 5 ? null : $"{n % 3}"),
                        ("totalAmount", n % 4 == 0 ? "?" : $"1{n}.5"),
                    ];
                yield return new(
                    Visit.AddHours(n).AddMinutes(i),
                    kind,
                    all.Concat(numbers)
                        .GroupBy(pair => pair.Item1)
                        .ToDictionary(group => group.Key, group => group.Last().Item2)
                );
            }
        }
    }

    /// <summary>
    /// More names than rows, most of them equally often: a few more often, and the last by their bytes left out.
    /// </summary>
    private static IEnumerable<LogEvent> Crowd(string kind, int names, string attribute)
    {
        string[] all = [.. Enumerable.Range(0, names - Late.Length).Select(i => $"n{i:000}"), .. Late];
        // Not in the order of names, which a table without one might keep by chance.
        return all.Reverse()
            .SelectMany(
                (name, i) =>
                    Enumerable
                        .Range(
                            0,
                            i % 10 == 9 || i == 0 ? 3
                                : i == 1 ? 1
                                : 2
                        )
                        .Select(n =>
                            Event(kind, n, (attribute, name), ("userKey", $"u{n}"), ("sessionId", $"s{i % 7}"))
                        )
            );
    }

    /// <summary>
    /// Ties at the limit that product, category and seller must settle in turn; an unknown seller comes last.
    /// </summary>
    private static IEnumerable<LogEvent> Products()
    {
        // Sellers in no order at all, so that none can be kept by chance; three of the seven have a place.
        (string Product, string Category, string? Seller)[] last =
        [
            ("z", "a", "9"),
            ("z", "c", "0"),
            ("zz", "0", "0"),
            .. ((string?[])["5", "1", null, "3", "0", "4", "2"]).Select(seller => ("z", "b", seller)),
        ];
        return last.Reverse()
            .Concat(
                Enumerable
                    .Range(0, 96)
                    .Select(i => (Product: $"p{i:00}", Category: $"c{i * 7 % 10}", Seller: (string?)$"s{i * 3 % 10}"))
            )
            .Select(key =>
                Event(
                    EventKinds.CartAdd,
                    0,
                    ("productName", key.Product),
                    ("category", key.Category),
                    ("sellerNm", key.Seller)
                )
            );
    }

    /// <summary>Events over users and sessions that do not divide, some without a user.</summary>
    private static IEnumerable<LogEvent> Ratios() =>
        Enumerable
            .Range(1, 8)
            .SelectMany(n =>
                Enumerable
                    .Range(0, n)
                    .SelectMany(i =>
                        EventKinds.All.Select(
                            (kind, j) =>
                                Step(
                                    kind,
                                    (1000 * i) + j,
                                    $"s{n}-{i % ((n / 2) + 1)}",
                                    $"t{n}",
                                    ("userKey", i == 0 ? null : $"u{i % 3}"),
                                    ("action", $"a{n}"),
                                    ("productName", $"p{n}"),
                                    ("category", $"c{n}"),
                                    ("quantity", $"{i}"),
                                    ("price", i == 1 ? "x" : $"{i}.005"),
                                    ("path", $"/{i % 3}"),
                                    ("totalAmount", i == 2 ? null : $"{n}.0{i}"),
                                    ("paymentMethod", $"m{n}"),
                                    ("resultCount", i == 3 ? "" : $"{i % 2}")
                                )
                        )
                    )
            );

    /// <summary>More pairs of pages than rows, in an order that both pages must settle.</summary>
    private static IEnumerable<LogEvent> Transitions() =>
        Enumerable
            .Range(0, 11)
            .SelectMany(from =>
                Enumerable
                    .Range(0, 10)
                    .SelectMany(to =>
                        Enumerable
                            .Range(0, (from + to) % 10 == 0 ? 2 : 1)
                            .Select(n =>
                                Step(
                                    EventKinds.ClientRouting,
                                    (100 * from) + to,
                                    $"s{from}-{n}",
                                    null,
                                    ("path", $"/{(to * 3) % 10}"),
                                    ("fromPath", $"/f{from:00}")
                                )
                            )
                    )
            );

    /// <summary>All kinds on every day of the longest window and beyond, at its first and last millisecond.</summary>
    private static IEnumerable<LogEvent> Days() =>
        Enumerable
            .Range(-1, 38)
            .SelectMany(day =>
                EventKinds.All.SelectMany(
                    (kind, i) =>
                        (LogEvent[])
                            [
                                Common(
                                    Frame.Date.AddDays(-day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                                    kind,
                                    day + i
                                ),
                                Common(
                                    Frame
                                        .Date.AddDays(1 - day)
                                        .ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
                                        .AddMilliseconds(-1),
                                    kind,
                                    day
                                ),
                            ]
                )
            );

    private static LogEvent Common(DateTime utc, string kind, int n) =>
        new(
            utc,
            kind,
            new Dictionary<string, string?>
            {
                ["userKey"] = $"u{n % 5}",
                ["sessionId"] = $"s{n % 6}",
                ["action"] = "a",
                ["productName"] = $"p{n % 3}",
                ["query"] = "t",
                ["path"] = $"/{n % 4}",
                ["totalAmount"] = "1.005",
                ["resultCount"] = "0",
                ["quantity"] = "2",
                ["price"] = "0.125",
            }
        );

    // White space of every kind, and what looks like it.
    private static IEnumerable<string> Spaced(string text) =>
        "\u0008\t\n\u000B\u000C\r\u000E\u001F !\u0085\u00A0\u3000\uFEFF".SelectMany(space =>
            (string[])[$"{space}{text}", $"{text}{space}", $"{space} {text}\t{space}"]
        );

    private static LogEvent Event(string kind, int minute, params (string Name, string? Value)[] attributes) =>
        new(
            Visit.AddMinutes(minute % 120),
            kind,
            attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value)
        );

    private static LogEvent Step(
        string kind,
        int milliseconds,
        string? session,
        string? term,
        params (string Name, string? Value)[] attributes
    ) =>
        new(
            Visit.AddMilliseconds(milliseconds),
            kind,
            new Dictionary<string, string?>(attributes.ToDictionary(a => a.Name, a => a.Value))
            {
                ["sessionId"] = session,
                ["query"] = term,
            }
        );

    private static LogEvent Of(string service, LogEvent e) =>
        e with
        {
            Attributes = new Dictionary<string, string?>(e.Attributes) { [EventAttributes.ServiceName] = service },
        };
}
