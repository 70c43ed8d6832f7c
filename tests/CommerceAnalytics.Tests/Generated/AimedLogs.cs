using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Logs aimed at what chance rarely meets: every way to write a number, limits that cut through ties, clicks to the
/// millisecond.
/// </summary>
internal static partial class AimedLogs
{
    private const string Service = "aimed-x";

    private static readonly LogFrame Frame = new(
        new(2025, 10, 28),
        "UTC",
        new(2025, 10, 1),
        30,
        EventsTableShapes.Named("no hour")
    );

    private static readonly DateTime Visit = new(2025, 10, 27, 10, 0, 0, DateTimeKind.Utc);

    // U+1F9F4 comes after U+FB00 by bytes, before it by UTF-16 units.
    private static readonly string[] Late = ["ﬀ", "🧴"];

    public static IReadOnlyList<GeneratedLog> All { get; } =
    [
        .. Events()
            .Select(
                (events, i) =>
                    new GeneratedLog(-1 - i, Frame, $"{Service}{i}", [.. events.Select(e => Of($"{Service}{i}", e))])
            ),
    ];

    private static IEnumerable<IEnumerable<LogEvent>> Events() =>
        [
            Numbers(),
            Prices(),
            Integers(),
            Terms(),
            Clicks(),
            Pages(),
            Attributes(),
            Crowd(EventKinds.ButtonClick, 52, "action"),
            Crowd(EventKinds.CartAdd, 102, "productName"),
            Crowd(EventKinds.CartAdd, 32, "category"),
            Crowd(EventKinds.Search, 202, "query"),
            Products(),
            Transitions(),
            Days(),
            Ratios(),
            Repeats(),
            Repeats(),
            Few(EventKinds.ButtonClick, 51, "action"),
            Few(EventKinds.CartAdd, 101, "productName"),
            Few(EventKinds.CartAdd, 31, "category"),
            Few(EventKinds.CartAdd, 101, "source"),
            Few(EventKinds.Search, 201, "query"),
            Few(EventKinds.ClientRouting, 101, "fromPath"),
            Places(),
            Journeys(),
        ];

    /// <summary>
    /// Purchases, whose table keeps all rows: each way to write an amount under a payment method of its own.
    /// </summary>
    private static IEnumerable<LogEvent> Numbers()
    {
        string[] mantissas =
        [
            "0",
            "00",
            "0.",
            "0.0",
            ".0",
            ".00",
            ".",
            "",
            "12",
            "12.",
            "12.5",
            ".5",
            ".25",
            "123456789012",
            "007.50",
            "0.05",
            "12.34567",
        ];
        string[] exponents =
        [
            "",
            "e5",
            "E5",
            "e+2",
            "e-2",
            "E-3",
            "e0",
            "e00",
            "e-0",
            "e+",
            "e-",
            "e",
            "e1.5",
            "e99",
            "e100",
            "e-9",
            "e-99",
            "e-100",
            "E-100",
            "e-10",
            "e-0100",
            "e-0009",
            "e+0009",
            "e0100",
            "E13",
            "e-1000",
            "e-1",
        ];
        var written = mantissas.SelectMany(mantissa =>
            exponents.SelectMany(exponent =>
                (string[])[$"{mantissa}{exponent}", $"+{mantissa}{exponent}", $"-{mantissa}{exponent}"]
            )
        );
        string[] limits =
        [
            "1000000000000",
            "1000000000001",
            "1000000000000.0",
            "1000000000000.00000000001",
            "1000000000000.00000000000000000004",
            "999999999999.99994",
            "999999999999.99995",
            "999999999999.99999999999",
            "1e12",
            "1.0000000000001e12",
            "0.00005",
            "0.00004999999999",
            "0.000049999999999999999999",
            "1.00495",
            "1.005",
            "1.0049",
            "x10",
            "1,200",
            "0x1F",
            "1 2",
            "1_0",
            "NaN",
            "Infinity",
            "１２",
            "1\n2",
            "--1",
            "+-1",
            "1-",
            "1+",
            "12a",
            "a12",
            "1e5x",
            "1ee5",
            "1.2.3",
        ];
        return written
            .Concat(limits)
            .Concat(Spaced("7"))
            .Concat(Spaced("0"))
            .Concat(Spaced("-0"))
            .Concat(Spaced("1e-100"))
            .Distinct()
            .Select(
                (text, i) =>
                    Event(
                        EventKinds.Purchase,
                        0,
                        ("totalAmount", text),
                        ("paymentMethod", $"m{i}"),
                        ("userKey", $"u{i % 3}")
                    )
            );
    }

    private static IEnumerable<LogEvent> Prices() =>
        (
            (string[])
                [
                    "1000000000000",
                    "1000000000001",
                    "1000000000000.00000000001",
                    "1000000000000.00000000000000000004",
                    "999999999999.99995",
                    "1.00495",
                    "1.0049",
                    "1.00005",
                    "1.00004",
                    "0",
                    "-1",
                    "3.3333",
                    "x",
                    "1e-4",
                    "",
                    " ",
                    "5e-5",
                ]
        ).SelectMany(
            (text, i) =>
                (LogEvent[])
                    [
                        Event(
                            EventKinds.CartAdd,
                            i,
                            ("productName", $"p{i}"),
                            ("category", $"c{i}"),
                            ("salePrice", text),
                            ("price", "2"),
                            ("quantity", "3")
                        ),
                        Event(
                            EventKinds.CartAdd,
                            i,
                            ("productName", $"q{i}"),
                            ("category", $"c{i}"),
                            ("price", text),
                            ("quantity", "1"),
                            ("userKey", "u1")
                        ),
                    ]
        );

    private static IEnumerable<LogEvent> Integers()
    {
        string[] digits =
        [
            "0",
            "00",
            "1",
            "007",
            "2147483646",
            "2147483647",
            "2147483648",
            "02147483648",
            "99999999999999999999",
            "",
            "x",
            "1.0",
            "1e1",
            "1,2",
            "１",
        ];
        string[] written =
        [
            .. digits.SelectMany(text => (string[])[text, $"+{text}", $"-{text}"]),
            .. Spaced("4"),
            .. Spaced("0"),
            "+-1",
            "1 2",
            "1x",
            "x1",
        ];
        return written
            .Distinct()
            .SelectMany(
                (text, i) =>
                    (LogEvent[])
                        [
                            Event(
                                EventKinds.CartAdd,
                                i,
                                ("productName", $"p{i:00}"),
                                ("category", $"c{i % 9}"),
                                ("quantity", text),
                                ("price", "1.5")
                            ),
                            Event(EventKinds.Search, i, ("query", $"t{i}"), ("resultCount", text)),
                        ]
            );
    }

    private static IEnumerable<LogEvent> Terms()
    {
        string[] written =
        [
            .. Spaced("Ab"),
            .. Spaced("A b"),
            .. Spaced(""),
            "A\nb",
            "A\n",
            "\nA",
            "ÀÉ",
            "K",
            new('긴', 10_000),
            "it's",
            "a\"b",
            "🧴 A",
        ];
        return written.SelectMany(
            (text, i) =>
                (LogEvent[])
                    [
                        Event(
                            EventKinds.Search,
                            i,
                            ("query", $"{text}"),
                            ("payload_query", "other"),
                            ("userKey", "u1")
                        ),
                        Event(
                            EventKinds.Search,
                            i,
                            ("query", i % 2 == 0 ? null : " \t\n"),
                            ("payload_query", $"{text}2 "),
                            ("sessionId", "s1")
                        ),
                        Event(EventKinds.Search, i, ("payload_query", text)),
                    ]
        );
    }
}
