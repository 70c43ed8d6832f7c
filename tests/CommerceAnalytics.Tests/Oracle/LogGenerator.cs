using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>Writes event logs with every flaw that domain.md names, from few values, so that they meet: the same seed, the same log.</summary>
internal sealed class LogGenerator(int seed, DateOnly date)
{
    private static readonly string?[] Terms =
    [
        null, "", " ", "\t\n", "shoe", "SHOE", " shoe\r\n", "신발", "크림 추천", "it's \"new\"", "👟", "\u3000wide", "a\nb", "﷐", "🀄", "ﬀ", new('긴', 10_000),
    ];

    private static readonly string?[] Numbers =
    [
        null, "", "x10", "1,200", "0", "-0", "1", " 2 ", "+3", "-1", "00000000000000000000000004", "2147483647", "2147483648", "99999999999999999999", "1.", ".5", ".",
        "12.34", "0.00005", "0.00004999999999999999999999999999", "1000000000000", "1000000000000.00000001", "999999999999.99995", "1e3", "1E-2", "1.5e+2", "-0.0e5",
        "1e12", "1.1e12", "1e-999999999", "0e999999999", "5e-0000000005", "1e999", "4e-100", "1e", "e5", "0x10", "NaN", "Infinity", "１２", "2\u00A0", "\v7\f", "3.3333", "9500",
        "0." + new string('1', 9000), new('7', 10_000),
    ];

    private readonly Random random = new(seed);

    private readonly DateTime end = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    // Most events of a log are of the kinds that one summary counts, so that its rows are many.
    private readonly string[] focus = (seed / 3 % 6) switch
    {
        0 => ["commerce.button.click"],
        1 => ["commerce.cart.add"],
        2 => ["commerce.search", "commerce.search", "commerce.search.result_click"],
        3 => ["commerce.checkout.purchase"],
        4 => ["Routing in client side", "client.routing"],
        _ => [.. EventKinds.All],
    };

    // Every third log has more names than any table has rows, each of them rare, so that limits cut through ties.
    private readonly bool wide = seed % 3 == 0;

    public List<LogEvent> Log(int events)
    {
        var log = Enumerable.Range(0, events).Select(_ => Event()).ToList();
        // The same event is sometimes logged twice.
        log.AddRange(log.Where(_ => random.Next(30) == 0).ToList());
        return log;
    }

    private LogEvent Event() => new(Time(), Kind(), new Dictionary<string, string?>
    {
        ["resource.service.name"] = Pick<string?>("theshop-brand", "theshop-brand", "theshop-brand", "theshop-brand", "theshop-brand-2", "theshop", null, ""),
        ["userKey"] = Pick<string?>("u1", "u2", "u3", "사용자", "", null),
        ["sessionId"] = random.Next(3) == 0 ? $"s{random.Next(40)}" : Pick<string?>("s1", "s2", "s3", "", null),
        ["action"] = Name("a", 80) ?? Pick<string?>("smart_order_open", "quick_add", "바로구매", "it's", "", null),
        ["productName"] = Name("p", 60) ?? Pick<string?>("Cream", "cream", "크림 \"A\"", "two\nlines", "🧴", "ﬀ", "", null),
        ["category"] = Name("c", 60) ?? Pick<string?>("health", "beauty", "", null),
        ["ctgnm"] = Pick<string?>("건강", "", null),
        ["sellerNm"] = Pick<string?>("Seller", "판매자", "", null),
        ["quantity"] = Pick(Numbers),
        ["salePrice"] = random.Next(2) == 0 ? null : Pick(Numbers),
        ["price"] = Pick(Numbers),
        ["query"] = Name("T", 300) ?? Pick(Terms),
        ["payload_query"] = Pick(Terms),
        ["resultCount"] = Pick<string?>("0", "00", "-0", "5", "none", "", null),
        ["fromPath"] = Pick<string?>("/", "/a", "/b", "", null, null, null),
        ["toPath"] = Pick<string?>("/", "/a", "", null),
        ["path"] = Name("/", 20) ?? Pick<string?>("/b", "/c", "/신상", "", null),
        ["totalAmount"] = Pick(Numbers),
        ["paymentMethod"] = Pick<string?>("card", "계좌", "unknown", "", null),
    });

    private string Kind() => random.Next(4) > 0 ? Pick(focus) : Pick([.. EventKinds.All, "http.request", "commerce.cart", "Commerce.Search"]);

    private string? Name(string prefix, int names) => wide && random.Next(4) > 0 ? $"{prefix}{random.Next(names)}" : null;

    // A third of the events lie close together, some 30 minutes later, some at the edges of hours and days, the rest anywhere in the window and beyond.
    private DateTime Time() => random.Next(8) switch
    {
        0 or 1 => end.AddDays(-2).AddHours(16).AddMinutes(random.Next(8)).AddTicks(10 * random.Next(3)),
        2 => end.AddDays(-2).AddHours(16).AddMinutes(30 + random.Next(8)).AddMilliseconds(random.Next(-1, 2)),
        3 => end.AddDays(-random.Next(9)).AddMinutes(15 * random.Next(96)).AddMilliseconds(random.Next(-1, 2)),
        4 => end.AddDays(-random.Next(9)).AddHours(Pick(0, 5, -9)).AddMilliseconds(random.Next(-1, 2)),
        5 => end.AddDays(-random.Next(110)).AddTicks(random.NextInt64(TimeSpan.TicksPerDay) / 10 * 10),
        _ => end.AddHours(16).AddMinutes(-random.Next(60 * 24 * 8)),
    };

    private T Pick<T>(params T[] values) => values[random.Next(values.Length)];
}
