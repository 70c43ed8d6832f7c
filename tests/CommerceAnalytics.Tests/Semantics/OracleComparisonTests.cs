using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>The seven statements against the oracle on generated logs. A seed repeats its log: add it to <see cref="Seeds"/>.</summary>
public class OracleComparisonTests
{
    private static readonly DateOnly Date = new(2026, 1, 12);

    private static readonly string[] Zones = ["UTC", "Asia/Seoul", "America/New_York", "Asia/Kathmandu"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    public static TheoryData<string> Shapes => [.. ShapesByName.Keys];

    private static Dictionary<string, EventsTableShape> ShapesByName { get; } = new()
    {
        ["text timestamps"] = new() { TimestampType = "string" },
        ["Unix time in s"] = new() { TimestampType = "bigint", TimestampUnits = 1 },
        ["Unix time in ms"] = new() { TimestampType = "bigint" },
        ["Unix time in us"] = new() { TimestampType = "bigint", TimestampUnits = 1_000_000 },
        ["Unix time in ns"] = new() { TimestampType = "bigint", TimestampUnits = 1_000_000_000 },
        ["map"] = new() { Map = true },
        ["map with underscores"] = new() { Map = true, Underscores = true },
        ["underscores"] = new() { Underscores = true },
        ["integer keys"] = new() { IntegerKeys = true },
        ["no hour"] = new() { Hour = false },
        ["missing attributes"] = new() { LackedAttributes = ["userKey", "salePrice", "ctgnm", "payload_query", "resultCount", "fromPath", "toPath", "paymentMethod"] },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Rows_GeneratedLog_AreTheOracles(int seed)
    {
        var log = new LogGenerator(seed, Date).Log(100 * seed);
        await CompareAsync(log, EventsTableShape.Documented, Zones[seed % Zones.Length], $"seed {seed}");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Rows_AnotherShopsTable_AreTheOracles(string shape)
    {
        var form = ShapesByName[shape];
        var second = form is { TimestampType: "bigint", TimestampUnits: 1 };
        var log = new LogGenerator(17, Date).Log(400).Select(e => second ? e with { Utc = e.Utc.AddTicks(-(e.Utc.Ticks % TimeSpan.TicksPerSecond)) } : e);
        await CompareAsync([.. log], form, "Asia/Seoul", shape);
    }

    private static async Task CompareAsync(List<LogEvent> log, EventsTableShape shape, string zone, string what)
    {
        await using var lake = await SummaryLake.OfAsync(log, shape);
        var run = new OracleRun([.. log.Select(shape.Seen)], "theshop-brand", Date) { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        foreach (var queryType in SummaryCatalog.All.Select(summary => summary.QueryType))
        {
            var rows = await lake.RowsAsync(queryType, run.Service, Date, TestSettings.Sound with { ReportingTimeZone = zone });
            rows.ShouldHoldTheRows(SummaryOracle.Rows(queryType, run), $"{queryType}, {what}");
        }
    }
}
