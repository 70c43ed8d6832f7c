using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

public sealed class BytesScannedTests : IAsyncLifetime
{
    private readonly Lake _lake = new();

    public async Task InitializeAsync() =>
        await _lake.RunAsync(
            """
            CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['k']) AS
            SELECT n, CAST(rand() AS varchar) AS wide, CAST(ROW(n, CAST(rand() AS varchar)) AS row(small bigint, large varchar)) AS r, CAST(n % 2 AS varchar) AS k
            FROM (SELECT CAST(x AS bigint) AS n FROM UNNEST(sequence(1, 10000)) AS u (x)) AS v
            """
        );

    public Task DisposeAsync()
    {
        _lake.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("SELECT count(*) FROM t")]
    [InlineData("SELECT k, count(*) FROM t GROUP BY k")]
    [InlineData("SELECT 1 FROM t LIMIT 1")]
    public async Task DataScanned_NoColumnOfTheFiles_IsNothing(string sql) => (await Bytes(sql)).ShouldBe(0);

    [Theory]
    [InlineData("SELECT sum(n) FROM t", "n")]
    [InlineData("SELECT count(*) FROM t WHERE n > 5", "n")]
    [InlineData("WITH w AS (SELECT n, wide FROM t) SELECT max(n) FROM w", "n")]
    [InlineData("WITH w AS (SELECT n, wide FROM t WHERE wide <> '') SELECT max(n) FROM w", "n, wide")]
    [InlineData("SELECT n FROM (SELECT n, row_number() OVER (ORDER BY wide) AS i FROM t) AS x", "n")]
    [InlineData("SELECT i FROM (SELECT n, row_number() OVER (ORDER BY wide) AS i FROM t) AS x", "wide")]
    [InlineData("SELECT r.small FROM t", "r.small")]
    [InlineData("SELECT r FROM t", "r")]
    [InlineData("SELECT a.n FROM t AS a JOIN (SELECT n AS m, wide FROM t) AS b ON a.n = b.m", "n|n")]
    [InlineData("SELECT n FROM t UNION ALL SELECT length(wide) FROM t", "n|wide")]
    [InlineData("SELECT (SELECT max(n) FROM t)", "n")]
    [InlineData("SELECT x FROM (SELECT n AS x, wide AS y FROM t UNION SELECT 1, 'a') AS u", "n, wide")]
    [InlineData("SELECT DISTINCT n FROM t ORDER BY 1", "n")]
    [InlineData("SELECT max(n) FROM t ORDER BY max(wide)", "n, wide")]
    public async Task DataScanned_Parquet_IsTheChunksOfTheColumnsThatTheResultNeeds(string sql, string columns)
    {
        var expected = 0L;
        foreach (var scan in columns.Split('|'))
            expected += scan.Split(", ").Sum(c => Sizes.Value[c]);

        (await Bytes(sql)).ShouldBe(expected);
    }

    [Fact]
    public async Task DataScanned_PartitionLeftOut_IsNotCounted() =>
        (await Bytes("SELECT sum(n) FROM t WHERE k = '1'")).ShouldBeInRange(
            Sizes.Value["n"] / 3,
            Sizes.Value["n"] * 2 / 3
        );

    [Fact]
    public async Task DataScanned_MoreThanTheCutoff_EndsTheStatement()
    {
        var request = new StatementRequest("id", "SELECT max(wide) FROM t", "log_db", null, Lake.Now)
        {
            BytesScannedCutoff = 1000,
        };

        (
            await Should.ThrowAsync<BytesScannedException>(() =>
                _lake.Engine.ExecuteAsync(request, CancellationToken.None)
            )
        ).Bytes.ShouldBe(Sizes.Value["wide"]);
        await _lake.Engine.ExecuteAsync(request with { Sql = "SELECT count(*) FROM t" }, CancellationToken.None);
    }

    // What the files' own footers say, read without the code under test.
    private Lazy<Dictionary<string, long>> Sizes =>
        new(() =>
        {
            using var duckDb = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
            duckDb.Open();
            using var command = duckDb.CreateCommand();
            command.CommandText =
                $"SELECT path_in_schema, CAST(sum(total_compressed_size) AS BIGINT) FROM parquet_metadata('{_lake.Folder}/results/t/*/*') GROUP BY 1";
            using var reader = command.ExecuteReader();
            Dictionary<string, long> sizes = [];
            while (reader.Read())
                sizes[reader.GetString(0).Replace(", ", ".", StringComparison.Ordinal)] = reader.GetInt64(1);
            sizes["r"] = sizes["r.small"] + sizes["r.large"];
            return sizes;
        });

    private async Task<long> Bytes(string sql) => (await _lake.RunAsync(sql)).DataScannedBytes;
}
