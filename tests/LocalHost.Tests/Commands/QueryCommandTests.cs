using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Queries through Athena's API, on a LocalAws that is started for the moment.</summary>
public sealed class QueryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QueryCommandTests()
    {
        var hour = _folder.At("lake", "commerce-logs", "logall", "year=2025", "month=11", "day=19", "hour=03");
        Directory.CreateDirectory(hour);
        File.WriteAllLines(
            Path.Combine(hour, "part-0.json"),
            [
                """{"timestamp":"2025-11-19T03:00:00.123Z","body":"commerce.cart.add","attributes":{"resource.service.name":"shop","productName":"선크림 \"50\"","quantity":2}}""",
                """{"timestamp":"2025-11-19T03:00:01.000Z","body":"commerce.cart.view","attributes":{"resource.service.name":"shop"}}""",
                "{ damaged",
            ]
        );
    }

    [Fact]
    public async Task Query_AsJson_GivesTheRowsWithTheirTypes()
    {
        var outcome = await QueryAsync(
            "SELECT attributes.productName AS product, count(*) AS n, DATE '2025-11-19' AS day, 1.50 AS price FROM log_db.logall GROUP BY 1 ORDER BY 1",
            "json"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome
            .Output.ReplaceLineEndings("\n")
            .ShouldBe(
                "[{\"product\":\"선크림 \\\"50\\\"\",\"n\":1,\"day\":\"2025-11-19\",\"price\":1.50},\n {\"product\":null,\"n\":1,\"day\":\"2025-11-19\",\"price\":1.50}]\n"
            );
    }

    [Fact]
    public async Task Query_MoreThanAPage_GivesAllRows()
    {
        var outcome = await QueryAsync(
            "SELECT a.n * 100 + b.n AS n FROM UNNEST(sequence(0, 24)) AS a (n), UNNEST(sequence(0, 99)) AS b (n) ORDER BY 1",
            "csv"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["\"n\"", .. Enumerable.Range(0, 2500).Select(n => $"\"{n}\"")]);
    }

    [Fact]
    public async Task Query_ShowTables_KeepsTheFirstRow()
    {
        var outcome = await QueryAsync("SHOW TABLES IN log_db", "csv");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldContain("\"logall\"\n");
    }

    [Fact]
    public async Task Query_ThatFails_SpeaksInAthenasWordsAndExitsWithOne()
    {
        var outcome = await QueryAsync("SELECT * FROM log_db.nothing", "table");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Error.ShouldContain("TABLE_NOT_FOUND");
        outcome.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData]
    [InlineData(" ")]
    public async Task Query_WithoutAStatement_IsRefusedWithAnExample(params string[] statement)
    {
        var outcome = await Shell.RunAsync(["query", .. statement, "--lake", _folder.At("lake")]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("No statement is given");
    }

    [Fact]
    public async Task Plan_OnALakeWithACatalog_IsFittedToItAndChangesNothing()
    {
        await QueryAsync("SELECT 1", "json");
        var before = State();

        var outcome = await Shell.RunLiveAsync(
            "plan",
            "--lake",
            _folder.At("lake"),
            "--date",
            "2026-03-29",
            "--service",
            "shop",
            "--query-type",
            "hourly_traffic"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Error.ShouldContain("fitted to log_db.logall");
        outcome.Output.ShouldContain("CREATE TABLE");
        State().ShouldBe(before);
    }

    [Fact]
    public async Task Plan_WithoutALake_PlansForTheDocumentedTableAndMakesNone()
    {
        var outcome = await Shell.RunLiveAsync("plan", "--lake", _folder.At("none"), "--date", "2026-03-29");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.Split("CREATE TABLE").Length.ShouldBe(16);
        // Each shop has three batches.
        outcome.Output.Split("-- audit of ").Length.ShouldBe(7);
        Directory.Exists(_folder.At("none")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> QueryAsync(string sql, string format) =>
        Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"), "--format", format);

    private List<string> State() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
        ];
}
