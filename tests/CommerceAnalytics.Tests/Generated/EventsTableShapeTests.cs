using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Any shop's event table that docs/change/contract.md allows, as the catalog declares it and as its files hold it.
/// </summary>
public class EventsTableShapeTests
{
    private static readonly DateOnly Date = new(2026, 1, 12);

    public static TheoryData<string> Shapes => [.. EventsTableShapes.All.Select(shape => shape.Name)];

    // One shape for each attribute that a summary reads: a table that lacks that one.
    public static TheoryData<string> Attributes =>
        [
            .. SummaryCatalog
                .All.SelectMany(summary => summary.Attributes)
                .Append(EventAttributes.ServiceName)
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public Task Rows_AnotherShopsTable_AreTheOracles(string shape) => CompareAsync(EventsTableShapes.Named(shape), 3);

    [Theory]
    [MemberData(nameof(Attributes))]
    public Task Rows_AnAttributeMissing_AreTheOracles(string attribute) =>
        CompareAsync(
            new()
            {
                Name = $"without {attribute}",
                Hour = false,
                LackedAttributes = [attribute],
            },
            1
        );

    [Theory]
    [InlineData("2025-10-27T12:00:00Z", true)]
    [InlineData("2025-10-27T21:00:00.5+09:00", true)]
    [InlineData("2025-10-27 12:00:00", true)]
    [InlineData("2025-10-27T12:00:00.123456789Z", true)]
    [InlineData("2025-10-27", true)]
    [InlineData("2025-10-27T26:00:00+14:00", false)]
    [InlineData("2025-10-28T02:00:00+1400", true)]
    [InlineData("2025-10-27T08:30-03:30", true)]
    [InlineData("2025-300T12:00:00Z", true)]
    [InlineData("2025-W44-1T12:00:00Z", true)]
    // One of these would fail every statement that reads its partition: TRY does not catch them.
    [InlineData("2025-10-28T02:01:00+14:01", false)]
    [InlineData("2025-10-28T11:00:00+23:00", false)]
    [InlineData("0001-01-01T00:00:00+08:27:52", false)]
    [InlineData("20251027T12:00:00", false)]
    [InlineData("120251027-01-01T12:00:00Z", false)]
    [InlineData("27.10.2025 12:00", false)]
    [InlineData("yesterday", false)]
    [InlineData("", false)]
    public async Task Rows_TimestampAsText_CountWhereItIsOne(string timestamp, bool counts) =>
        (await ClicksAsync("string", $"\"{timestamp}\"")).ShouldBe(counts ? 1 : 0);

    [Theory]
    // 2025-10-27T12:00:00Z in all four units; a table may hold them side by side.
    [InlineData("1761566400", true)]
    [InlineData("1761566400999", true)]
    [InlineData("1761566400999999", true)]
    [InlineData("1761566400999999999", true)]
    [InlineData("-1761566400", false)]
    [InlineData("0", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("null", false)]
    public async Task Rows_TimestampAsUnixTime_HasTheUnitOfItsSize(string timestamp, bool counts) =>
        (await ClicksAsync("bigint", timestamp)).ShouldBe(counts ? 1 : 0);

    [Theory]
    [InlineData("date", "string", "the column 'timestamp' is 'date'")]
    [InlineData("double", "string", "the column 'timestamp' is 'double'")]
    [InlineData("timestamp", "date", "the partition key 'year' is 'date'")]
    public async Task Of_ATableThatCannotBeRead_IsRefusedWithWhatWasFound(string timestamp, string keys, string found)
    {
        var refused = await Should.ThrowAsync<FailureException>(() =>
            SummaryLake.OfAsync([], new() { TimestampType = timestamp, KeyType = keys })
        );

        refused.Failure.Code.ShouldBe(EventsTableFit.Unsupported);
        refused.Failure.Message.ShouldContain(found);
    }

    private static async Task CompareAsync(EventsTableShape shape, int count)
    {
        var frame = new LogFrame(Date, "Asia/Seoul", new(2025, 10, 1), 30, shape);
        var logs = Enumerable.Range(1, count).Select(seed => GeneratedLog.Of(16 * seed, frame)).ToList();
        using var table = await LogTable.OfAsync(logs);
        foreach (
            var (log, queryType) in logs.SelectMany(log =>
                SummaryCatalog.All.Select(summary => (log, summary.QueryType))
            )
        )
            (await table.DifferenceAsync(queryType, log)).ShouldBeNull($"{queryType} of {log}");
    }

    private static async Task<int> ClicksAsync(string type, string timestamp)
    {
        var shape = new EventsTableShape { TimestampType = type };
        var line =
            $$$"""{"timestamp":{{{timestamp}}},"body":"commerce.button.click","attributes":{"resource.service.name":"theshop-brand","action":"a"}}""";
        using var lake = await SummaryLake.OfAsync([LogEvent.At("2025-10-27T12:00:00Z", "debug")], shape, [line]);
        return (await lake.RowsAsync("button_interaction", "theshop-brand", HandMade.Date)).Count;
    }
}
