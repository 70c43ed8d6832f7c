using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

public sealed class CreateTableAsTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    private string[] Files(string folder) =>
        Directory.Exists(Path.Combine(_lake.Folder, folder))
            ? Directory.GetFiles(Path.Combine(_lake.Folder, folder), "*", SearchOption.AllDirectories)
            : [];

    [Fact]
    public async Task CreateTableAs_Rows_WritesRegistersAndReadsBack()
    {
        var result = await _lake.RunAsync(
            """
            CREATE TABLE t WITH (format = 'PARQUET', write_compression = 'SNAPPY', external_location = 's3://results/t/') AS
            SELECT 'a' AS Name, CAST(1 AS bigint) AS n, 1.25 AS d, 2e0 AS x, DATE '2025-01-01' AS day, CAST(NULL AS varchar) AS nothing,
              TIMESTAMP '2025-01-01 00:00:00.123' AS ts, true AS ok, 7 AS i, ARRAY['q'] AS list
            """
        );

        var table = _lake.Catalog.FindTable("log_db", "t")!;
        string.Join(',', table.Columns.Select(c => $"{c.Name}:{c.Type}"))
            .ShouldBe(
                "name:string,n:bigint,d:decimal(3,2),x:double,day:date,nothing:string,ts:timestamp,ok:boolean,i:int,list:array<string>"
            );
        table.Storage.Location.ShouldBe("s3://results/t/");
        result.UpdateCount.ShouldBe(1);
        result.DataManifest.Single().ShouldMatch("^s3://results/t/20251101_040000_00000_[0-9a-z]{5}_query-1$");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe([
            "a|1|1.25|2.0|2025-01-01|∅|2025-01-01 00:00:00.123|true|7|[q]",
        ]);
    }

    [Fact]
    public async Task CreateTableAs_NoRows_WritesNoFile()
    {
        var result = await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n WHERE false"
        );

        result.UpdateCount.ShouldBe(0);
        Files("results").ShouldBeEmpty();
        (await _lake.RowsAsync("SELECT count(*) FROM t")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task CreateTableAs_NoLocation_WritesUnderTheOutputLocation()
    {
        await _lake.RunAsync("CREATE TABLE t AS SELECT 1 AS n");

        _lake.Catalog.FindTable("log_db", "t")!.Storage.Location.ShouldStartWith("s3://results/out/tables/query-");
    }

    [Fact]
    public async Task CreateTableAs_Partitioned_WritesAFolderForEachValue()
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['k']) AS SELECT * FROM (VALUES (1, 'a'), (2, 'b c')) AS v (n, k)"
        );

        Files("results/t").Length.ShouldBe(2);
        (await _lake.RowsAsync("SELECT n, k FROM t WHERE k = 'b c'")).ShouldBe(["2|b c"]);
    }

    [Theory]
    [InlineData("SELECT NULL AS n", "COLUMN_TYPE_UNKNOWN: line 1:1: Column type is unknown: n")]
    [InlineData("SELECT 1", "MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1")]
    [InlineData("SELECT 1 AS a, 2 AS a", "DUPLICATE_COLUMN_NAME: line 1:1: Column name 'a' specified more than once")]
    [InlineData("SELECT now() AS a", "NOT_SUPPORTED: Unsupported Hive type: timestamp(3) with time zone")]
    [InlineData("SELECT n / 0 AS a FROM (VALUES 1) AS t (n)", "DIVISION_BY_ZERO: Division by zero")]
    public async Task CreateTableAs_WrongQuery_LeavesNothing(string query, string expected)
    {
        var failure = await _lake.FailureAsync(
            $"CREATE TABLE t WITH (external_location = 's3://results/t/') AS {query}"
        );

        failure.Message.ShouldBe(expected);
        _lake.Catalog.FindTable("log_db", "t").ShouldBeNull();
        Files("results").ShouldBeEmpty();
    }

    [Fact]
    public async Task CreateTableAs_TableExists_Fails()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n");

        var failure = await _lake.FailureAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/u/') AS SELECT 1 AS n"
        );

        failure.Message.ShouldBe(
            "TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.log_db.t' already exists"
        );
        (await _lake.RunAsync("CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS n")).UpdateCount.ShouldBe(0);
    }

    [Fact]
    public async Task CreateTableAs_LocationNotEmpty_FailsAsAthena()
    {
        _lake.Write("results/t/old", "x");

        var failure = await _lake.FailureAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n"
        );

        failure.Message.ShouldStartWith(
            "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'log_db.t' already exists: s3://results/t/."
        );
    }

    [Fact]
    public async Task CreateTableAs_RunAgainAfterAKill_TakesBackItsOwnFilesAlone()
    {
        const string sql = "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n";
        var request = new StatementRequest("id-7", sql, "log_db", null, Lake.Now);
        await _lake.Engine.ExecuteAsync(request, CancellationToken.None);

        var again = await _lake.Engine.ExecuteAsync(request with { IsRerun = true }, CancellationToken.None);

        again.UpdateCount.ShouldBe(1);
        (await _lake.RowsAsync("SELECT n FROM t")).ShouldBe(["1"]);
        _lake.Write("results/t/foreign", "x");
        await Should.ThrowAsync<StatementException>(() =>
            _lake.Engine.ExecuteAsync(request with { IsRerun = true }, CancellationToken.None)
        );
        Files("results/t").Select(Path.GetFileName).ShouldBe(["foreign"]);
    }

    [Fact]
    public async Task CreateTableAs_Stopped_LeavesNothing()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            _lake.RunAsync(
                "CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT count(*) AS n FROM UNNEST(sequence(1, 3000000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 3000000)) AS b (y) WHERE x + y = 7",
                stop.Token
            )
        );

        _lake.Catalog.FindTable("log_db", "t").ShouldBeNull();
    }
}
