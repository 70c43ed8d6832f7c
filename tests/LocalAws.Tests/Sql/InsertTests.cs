namespace LocalAws.Tests.Sql;

public sealed class InsertTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("PARQUET")]
    [InlineData("JSON")]
    [InlineData("TEXTFILE")]
    public async Task InsertInto_EachFormat_AddsRowsBesideThoseThatAreThere(string format)
    {
        await _lake.RunAsync(
            $"CREATE TABLE t WITH (format = '{format}', external_location = 's3://results/t/') AS SELECT CAST(1 AS bigint) AS n, 'a, \"b\"' AS s, true AS ok"
        );

        var result = await _lake.RunAsync("INSERT INTO t (s, n) VALUES ('c', 2), (NULL, 3)");

        result.UpdateCount.ShouldBe(2);
        result.DataManifest.ShouldHaveSingleItem().ShouldStartWith("s3://results/t/");
        (await _lake.RowsAsync("SELECT n, s, ok FROM t ORDER BY n")).ShouldBe(["1|a, \"b\"|true", "2|c|∅", "3|∅|∅"]);
    }

    [Fact]
    public async Task InsertInto_PartitionedTable_AddsThePartitionsThatAreNew()
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['day', 'service']) AS SELECT 1 AS n, '01' AS day, 'a b' AS service"
        );
        await _lake.RunAsync(
            "ALTER TABLE t ADD PARTITION (day = '02', service = 'x') LOCATION 's3://results/elsewhere/x/'"
        );

        var result = await _lake.RunAsync(
            "INSERT INTO t SELECT * FROM (VALUES (2, '01', 'a b'), (3, '02', 'x'), (4, '02', CAST(NULL AS varchar)), (5, '02', 'a/b=c')) AS v (n, day, service)"
        );

        result.UpdateCount.ShouldBe(4);
        (await _lake.RowsAsync("SHOW PARTITIONS t")).ShouldBe([
            "day=01/service=a b",
            "day=02/service=__HIVE_DEFAULT_PARTITION__",
            "day=02/service=a/b=c",
            "day=02/service=x",
        ]);
        Directory.GetFiles(Path.Combine(_lake.Folder, "results", "elsewhere", "x")).ShouldHaveSingleItem();
        Directory.Exists(Path.Combine(_lake.Folder, "results", "t", "day=02", "service=a%2Fb%3Dc")).ShouldBeTrue();
        (await _lake.RowsAsync("SELECT n, service FROM t WHERE day = '02' ORDER BY n")).ShouldBe([
            "3|x",
            "4|∅",
            "5|a/b=c",
        ]);
        (await _lake.RowsAsync("SELECT n FROM t WHERE service IS NULL")).ShouldBe(["4"]);
    }

    [Fact]
    public async Task InsertInto_ProjectedTable_WritesWhereTheTemplateSaysAndAddsNoPartition()
    {
        await _lake.RunAsync(
            """
            CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://results/t/'
            TBLPROPERTIES ('projection.enabled' = 'true', 'projection.day.type' = 'enum', 'projection.day.values' = '01,02', 'storage.location.template' = 's3://results/t/of-${day}/')
            """
        );
        await _lake.RunAsync("ALTER TABLE t ADD PARTITION (day = '03') LOCATION 's3://results/t/of-02/'");

        await _lake.RunAsync("INSERT INTO t VALUES (1, '02')");

        Directory.GetFiles(Path.Combine(_lake.Folder, "results", "t", "of-02")).ShouldHaveSingleItem();
        // The partition in the catalog shows the same folder under another day: a projected table does not look there.
        (await _lake.RowsAsync("SELECT n, day FROM t")).ShouldBe(["1|02"]);
        _lake.Catalog.Partitions("log_db", "t").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(
        "INSERT INTO t VALUES ('x', 1)",
        "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: [bigint, varchar], Query: [varchar, integer]"
    )]
    [InlineData(
        "INSERT INTO t VALUES 1",
        "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: [bigint, varchar], Query: [integer]"
    )]
    [InlineData(
        "INSERT INTO t (n, m) VALUES (1, 2)",
        "COLUMN_NOT_FOUND: line 1:1: Insert column name does not exist in target table: m"
    )]
    [InlineData(
        "INSERT INTO t (n, n) VALUES (1, 2)",
        "DUPLICATE_COLUMN_NAME: line 1:1: Insert column name is specified more than once: n"
    )]
    [InlineData(
        "INSERT INTO nowhere VALUES 1",
        "TABLE_NOT_FOUND: line 1:13: Table 'awsdatacatalog.log_db.nowhere' does not exist"
    )]
    public async Task InsertInto_WhatDoesNotFit_IsRefused(string sql, string message)
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT CAST(1 AS bigint) AS n, 'a' AS s"
        );

        (await _lake.FailureAsync(sql)).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public async Task CreateTableAs_MoreThan100Partitions_FailsAndLeavesItsFilesWhereItMay(int partitions)
    {
        var sql =
            $"CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['k']) AS SELECT 1 AS n, k FROM UNNEST(sequence(1, {partitions})) AS u (k)";
        var request = new LocalAws.Sql.StatementRequest("id", sql, "log_db", null, Lake.Now)
        {
            KeepPartialFiles = true,
        };

        var run = _lake.Engine.ExecuteAsync(request, CancellationToken.None);

        if (partitions > 100)
            (await Should.ThrowAsync<LocalAws.Sql.StatementException>(() => run)).Message.ShouldBe(
                "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets"
            );
        else
            (await run).UpdateCount.ShouldBe(100);
        Directory
            .GetFiles(Path.Combine(_lake.Folder, "results", "t"), "*", SearchOption.AllDirectories)
            .Length.ShouldBe(partitions);
        (_lake.Catalog.FindTable("log_db", "t") is null).ShouldBe(partitions > 100);
    }

    [Fact]
    public async Task CreateTableAs_Bucketed_WritesAFileForEachBucketThatHasRows()
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/', bucketed_by = ARRAY['n'], bucket_count = 4) AS SELECT n FROM UNNEST(sequence(1, 100)) AS u (n)"
        );

        Directory.GetFiles(Path.Combine(_lake.Folder, "results", "t")).Length.ShouldBe(4);
        (await _lake.RowsAsync("SELECT count(*), sum(n) FROM t")).ShouldBe(["100|5050"]);
    }
}
