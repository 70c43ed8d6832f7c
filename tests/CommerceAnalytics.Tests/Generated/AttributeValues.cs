using FsCheck;
using FsCheck.Fluent;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>Values of attributes, sound and flawed, few enough that they meet.</summary>
internal static class AttributeValues
{
    private static readonly string?[] Terms =
    [
        null,
        "",
        " ",
        "\t\n",
        "shoe",
        "SHOE",
        " shoe\r\n",
        "hat",
        "Hat\v",
        "신발",
        "크림 추천",
        "it's \"new\"",
        "back\\slash",
        "👟",
        "\u3000wide",
        "\u00A0",
        "a\nb",
        "﷐",
        "🀄",
        "ﬀ",
        "ÀÉ",
        new('긴', 10_000),
        " 0",
        "%_",
    ];

    private static readonly string?[] Numbers =
    [
        null,
        "",
        "x10",
        "1,200",
        "0",
        "-0",
        "1",
        " 2 ",
        "+3",
        "-1",
        "00000000000000000000000004",
        "2147483647",
        "2147483648",
        "99999999999999999999",
        "1.",
        ".5",
        ".",
        "12.34",
        "0.00005",
        "0.00004999999999999999999999999999",
        "1000000000000",
        "1000000000000.00000001",
        "999999999999.99995",
        "1e3",
        "1E-2",
        "1.5e+2",
        "-0.0e5",
        "1e12",
        "1.1e12",
        "1e-999999999",
        "0e999999999",
        "5e-0000000005",
        "1e999",
        "4e-100",
        "1e100",
        "1e-099",
        "1e",
        "e5",
        "0x10",
        "NaN",
        "Infinity",
        "１２",
        "2\u00A0",
        "\v7\f",
        "3.3333",
        "9500",
        "0.005",
        "-.5",
        "+",
        "++1",
        "1 2",
        "1\n",
        "7\u0000",
        "0." + new string('1', 9000),
        new('7', 10_000),
    ];

    private static readonly string[] Json =
    [
        "0",
        "12",
        "1.50",
        "-3",
        "1e2",
        "1E+2",
        "true",
        "false",
        "{\"a\":1}",
        "[1,\"2\"]",
        "{}",
        "2147483647",
        "0.1",
    ];

    /// <summary>An attribute and a JSON text that is no string.</summary>
    public static Gen<(string Name, string Text)> JsonAttribute { get; } =
        from name in Gen.Elements(
            "quantity",
            "price",
            "salePrice",
            "totalAmount",
            "resultCount",
            "query",
            "action",
            "userKey",
            "sessionId",
            "productName",
            "path"
        )
        from text in Gen.Elements(Json)
        select (name, text);

    /// <summary>All attributes of one event, by name.</summary>
    /// <param name="service">The service that the log is about; others have names that begin alike.</param>
    /// <param name="wide">More names than any table has rows.</param>
    public static Gen<Dictionary<string, string?>> Of(string service, bool wide) =>
        Gen.CollectToArray([
                One(
                    "resource.service.name",
                    (12, service),
                    (1, $"{service}-2"),
                    (1, service[..^1]),
                    (1, service.ToUpperInvariant()),
                    (1, $"{service} "),
                    (1, null),
                    (1, "")
                ),
                One("userKey", (4, "u1"), (3, "u2"), (2, "u3"), (2, "사용자"), (1, "U1"), (1, ""), (2, null)),
                Either(
                    "sessionId",
                    3,
                    Gen.Choose(0, 30).Select(i => (string?)$"s{i}"),
                    Gen.Elements("s1", "s1", "s2", "s3", "", null)
                ),
                Names("action", wide, 80, "quick_add", "바로구매", "it's", "Quick_Add", "\n", "🧴", "ﬀ", "", null),
                Names(
                    "productName",
                    wide,
                    70,
                    "Cream",
                    "cream",
                    "크림 \"A\"",
                    "two\nlines",
                    "🧴",
                    "ﬀ",
                    new string('p', 10_000),
                    "",
                    null
                ),
                Names("category", wide, 60, "health", "beauty", "🧴", "ﬀ", "", null, null),
                One("ctgnm", (1, "건강"), (1, "health"), (1, ""), (1, null)),
                One("sellerNm", (2, "Seller"), (1, "판매자"), (1, ""), (2, null)),
                Plain("quantity", Numbers),
                Either("salePrice", 2, Gen.Constant<string?>(null), Gen.Elements(Numbers)),
                Plain("price", Numbers),
                Either("query", wide ? 9 : 1, Gen.Choose(0, 280).Select(i => (string?)$"T{i}"), Gen.Elements(Terms)),
                Plain("payload_query", Terms),
                One(
                    "resultCount",
                    (3, "0"),
                    (1, "00"),
                    (1, " -0"),
                    (2, "5"),
                    (1, "none"),
                    (1, ""),
                    (2, null),
                    (1, "0.0"),
                    (1, "2147483648")
                ),
                One("fromPath", (1, "/"), (1, "/a"), (1, "/b"), (1, ""), (8, null)),
                One("toPath", (1, "/"), (1, "/a"), (1, ""), (6, null)),
                Names("path", wide, 25, "/", "/b", "/c", "/신상", "/?q=\"a b\"", "", null),
                Plain("totalAmount", Numbers),
                One("paymentMethod", (3, "card"), (2, "계좌"), (1, "unknown"), (1, ""), (2, null)),
            ])
            .Select(pairs => pairs.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static Gen<(string Name, string? Value)> Plain(string name, string?[] values) =>
        Gen.Elements(values).Select(value => (name, value));

    private static Gen<(string Name, string? Value)> One(string name, params (int Weight, string? Value)[] values) =>
        Plain(name, [.. values.SelectMany(value => Enumerable.Repeat(value.Value, value.Weight))]);

    private static Gen<(string Name, string? Value)> Either(
        string name,
        int often,
        Gen<string?> first,
        Gen<string?> second
    ) => Gen.Frequency((often, first), (2, second)).Select(value => (name, value));

    private static Gen<(string Name, string? Value)> Names(string name, bool wide, int names, params string?[] few) =>
        wide
            ? Either(name, 8, Gen.Choose(0, names).Select(i => (string?)$"{name[..1]}{i}"), Gen.Elements(few))
            : Plain(name, few);
}
