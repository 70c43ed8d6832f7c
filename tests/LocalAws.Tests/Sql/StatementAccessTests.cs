using LocalAws.Sql;
using LocalAws.Sql.Access;

namespace LocalAws.Tests.Sql;

public sealed class StatementAccessTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Execute_Select_AsksForTheTableAndThePartitionsThatPruningLeaves()
    {
        await Events();

        (await Accesses("SELECT count(*) FROM events WHERE day = '02'")).ShouldBe([
            "glue:GetTable log_db.events",
            "s3:ListBucket s3://logs/events/",
            "glue:GetPartitions log_db.events",
            "s3:GetObject s3://logs/events/day=02/",
        ]);
    }

    [Fact]
    public async Task Execute_CreateTableAs_AsksForTheTargetBeforeItReads()
    {
        await Events();

        (
            await Accesses("CREATE TABLE sums WITH (external_location = 's3://results/sums/') AS SELECT 1 AS n")
        ).ShouldBe([
            "glue:GetDatabase log_db",
            "glue:GetTable log_db.sums",
            "glue:CreateTable log_db.sums",
            "s3:ListBucket s3://results/sums/",
            "s3:PutObject s3://results/sums/",
            "glue:CreateTable log_db.sums",
        ]);
    }

    [Fact]
    public async Task Execute_CreateTableAsAgainAfterAKill_AsksForWhatItAskedForTheFirstTime()
    {
        const string sql = "CREATE TABLE sums WITH (external_location = 's3://results/sums/') AS SELECT 1 AS n";
        var first = await Accesses(sql);

        (await Accesses(sql, isRerun: true)).Except(first).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DROP TABLE events", "glue:GetTable log_db.events, glue:DeleteTable log_db.events")]
    [InlineData("SHOW TABLES", "glue:GetDatabase log_db, glue:GetTables log_db.*")]
    [InlineData("SHOW DATABASES", "glue:GetDatabases *")]
    public async Task Execute_Definition_AsksForEachCallOfTheCatalog(string sql, string accesses)
    {
        await Events();

        string.Join(", ", await Accesses(sql)).ShouldBe(accesses);
    }

    [Fact]
    public async Task Execute_Refused_LeavesNothingBehind()
    {
        await Events();

        var run = _lake.Engine.ExecuteAsync(
            new StatementRequest(
                "id",
                "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT * FROM events",
                "log_db",
                null,
                Lake.Now
            )
            {
                Demand = access => _ = access.Action == "s3:GetObject" ? throw new StatementException("no") : access,
            },
            CancellationToken.None
        );

        (await Should.ThrowAsync<StatementException>(() => run)).Message.ShouldBe("no");
        _lake.Catalog.FindTable("log_db", "t").ShouldBeNull();
        Directory.Exists(Path.Combine(_lake.Folder, "results", "t")).ShouldBeFalse();
    }

    private async Task Events()
    {
        _lake.Write("logs/events/day=01/a.json", """{"n":1}""");
        _lake.Write("logs/events/day=02/a.json", """{"n":2}""");
        await _lake.RunAsync(
            """
            CREATE EXTERNAL TABLE events (n bigint) PARTITIONED BY (day string)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://logs/events/'
            """
        );
        await _lake.RunAsync("ALTER TABLE events ADD PARTITION (day = '01') PARTITION (day = '02')");
    }

    private async Task<List<string>> Accesses(string sql, bool isRerun = false)
    {
        List<string> asked = [];
        await _lake.Engine.ExecuteAsync(
            new StatementRequest("id", sql, "log_db", "s3://results/out/", Lake.Now)
            {
                IsRerun = isRerun,
                Demand = access => asked.Add(Text(access)),
            },
            CancellationToken.None
        );
        return asked;
    }

    private static string Text(StatementAccess access) =>
        access switch
        {
            CatalogAccess { Table: null } catalog => $"{catalog.Action} {catalog.Database}",
            CatalogAccess catalog => $"{catalog.Action} {catalog.Database}.{catalog.Table}",
            _ => $"{access.Action} {((StorageAccess)access).Location}",
        };
}
