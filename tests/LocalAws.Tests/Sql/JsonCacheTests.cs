using LocalAws.Sql;
using LocalAws.Sql.Tables.Json;

namespace LocalAws.Tests.Sql;

/// <summary>What is kept of JSON lines, and for how long.</summary>
public sealed class JsonCacheTests : IDisposable
{
    private static readonly string Hour = EventTable.Hour(10, 28, 3);

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Start_AfterAFileChanged_KeepsOnlyWhatStandsForTheFilesOfNow()
    {
        await KindsAsync("view");
        var old = Entries().ShouldHaveSingleItem();
        await KindsAsync("cart");
        Entries().Count.ShouldBe(2);

        Restart();

        Entries().ShouldHaveSingleItem().ShouldNotBe(old);
        (await _lake.RowsAsync("SELECT body FROM logall")).ShouldBe(["cart"]);
    }

    [Fact]
    public async Task Start_AfterAFileWasAdded_DropsWhatStoodForTheOthersAlone()
    {
        await KindsAsync("view");
        _lake.Write($"{Hour}/b.json", EventTable.Event("2025-10-28T03:30:00Z", "cart", "{}"));

        Restart();

        Entries().ShouldBeEmpty();
        (await _lake.RowsAsync("SELECT body FROM logall ORDER BY 1")).ShouldBe(["cart", "view"]);
    }

    [Fact]
    public async Task Read_MoreLinesThanAreStagedAtOnce_ReadsEachOnceAndKeepsThemInParts()
    {
        _lake.Write("logs/many/a.json", [.. Enumerable.Range(1, 120_000).Select(n => $$"""{"n":{{n}}}""")]);
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE many (n bigint) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://logs/many/'"
        );

        (await _lake.RowsAsync("SELECT count(*), count(DISTINCT n), sum(n) FROM many")).ShouldBe([
            "120000|120000|7200060000",
        ]);
        Directory.GetFiles(Cache, "*.parquet", SearchOption.AllDirectories).Length.ShouldBe(3);
        Restart();
        (await _lake.RowsAsync("SELECT count(*), sum(n) FROM many")).ShouldBe(["120000|7200060000"]);
    }

    [Fact]
    public async Task Read_AfterARestart_TellsSkippedLinesAgain()
    {
        _lake.Write($"{Hour}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "view", "{}"), "{damaged", "{\"body\":");
        await _lake.RunAsync(EventTable.Ddl);
        var before = await _lake.RunAsync("SELECT body FROM logall");

        using var engine = new DuckDbStatementEngine(_lake.Folder, _lake.Catalog);
        var after = await engine.ExecuteAsync(
            new StatementRequest("again", "SELECT body FROM logall", "log_db", null, Lake.Now),
            CancellationToken.None
        );

        SkippedPart.Write(after.Skipped).ShouldBe(SkippedPart.Write(before.Skipped));
        var part = after.Skipped.ShouldHaveSingleItem();
        (part.Table, part.Partition, part.Lines, part.Skipped).ShouldBe(
            ("log_db.logall", "year=2025/month=10/day=28", 3, 2)
        );
        var file = part.Files.ShouldHaveSingleItem();
        (file.File, file.Lines, file.Skipped, file.FirstLine).ShouldBe(
            ("s3://commerce-logs/logall/year=2025/month=10/day=28/hour=03/a.json", 3, 2, 2)
        );
    }

    [Fact]
    public async Task Read_FileReplacedWithinItsTimeAndSize_ReadsTheNewOne()
    {
        await KindsAsync("view");
        var path = Path.Combine(_lake.Folder, Hour, "a.json");
        var time = File.GetLastWriteTimeUtc(path);
        _lake.Write($"{Hour}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "cart", """{"userKey":"u"}"""));
        File.SetLastWriteTimeUtc(path, time);

        (await _lake.RowsAsync("SELECT body FROM logall")).ShouldBe(["cart"]);
    }

    [Fact]
    public async Task Start_AfterTheFolderWent_DropsAllOfIt()
    {
        await KindsAsync("view");
        Directory.Delete(Path.Combine(_lake.Folder, Hour), recursive: true);

        Restart();

        Directory.GetFiles(Cache, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AfterNothingChanged_KeepsTheEntry()
    {
        await KindsAsync("view");
        var kept = Entries();

        Restart();

        Entries().ShouldBe(kept);
    }

    [Fact]
    public async Task Read_FileAddedToAFolderOfVeryMany_ReadsItAndTheNewestAlone()
    {
        const int Files = CacheSources.MostFiles + 40;
        for (var file = 0; file < Files; file++)
            _lake.Write($"results/runs/run-{file:0000}.json", $$"""{"id":"{{file}}"}""");
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE runs (id string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://results/runs/'"
        );
        (await _lake.RowsAsync("SELECT count(DISTINCT id) FROM runs")).ShouldBe([$"{Files}"]);
        var before = Entries();

        _lake.Write($"results/runs/run-{Files:0000}.json", $$"""{"id":"{{Files}}"}""");
        (await _lake.RowsAsync("SELECT count(DISTINCT id) FROM runs")).ShouldBe([$"{Files + 1}"]);

        before.Count.ShouldBe(2);
        Entries().Except(before).ShouldHaveSingleItem();
        Restart();
        var kept = Entries();
        kept.Count.ShouldBe(2, "the one that no query asks for again is gone");
        kept.Intersect(before).ShouldHaveSingleItem();
    }

    private string Cache => Path.Combine(_lake.Folder, ".localaws", "cache");

    private List<string> Entries() => [.. Directory.GetFiles(Cache, "*.parquet", SearchOption.AllDirectories)];

    private void Restart() => new DuckDbStatementEngine(_lake.Folder, _lake.Catalog).Dispose();

    private async Task KindsAsync(string kind)
    {
        _lake.Write($"{Hour}/a.json", EventTable.Event("2025-10-28T03:00:00Z", kind, """{"userKey":"u"}"""));
        await _lake.RunAsync(EventTable.Ddl);
        (await _lake.RowsAsync("SELECT body FROM logall")).ShouldBe([kind]);
    }
}
