namespace LocalAws.Tests.Sql;

/// <summary>What CTAS and INSERT refuse, and what they write.</summary>
public sealed class StoredTypeTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("TIMESTAMP '2025-01-01 00:00:00'", "NOT_SUPPORTED: Incorrect timestamp precision for timestamp(0)")]
    [InlineData(
        "CAST('2025-01-01 00:00:00' AS timestamp(6))",
        "NOT_SUPPORTED: Incorrect timestamp precision for timestamp(6)"
    )]
    [InlineData(
        "ARRAY[TIMESTAMP '2025-01-01 00:00:00']",
        "NOT_SUPPORTED: Incorrect timestamp precision for timestamp(0)"
    )]
    [InlineData("JSON '{}'", "NOT_SUPPORTED: Unsupported Hive type: json")]
    [InlineData("ROW(1, 2)", "NOT_SUPPORTED: Anonymous row type is not supported in Hive")]
    [InlineData("current_timestamp", "NOT_SUPPORTED: Unsupported Hive type")]
    public async Task CreateTableAs_TypeThatHiveLacks_IsRefused(string value, string failure) =>
        (await _lake.FailureAsync($"CREATE TABLE stored AS SELECT {value} AS v")).Message.ShouldStartWith(failure);

    [Theory]
    [InlineData("CAST('abc' AS varchar(2))", "varchar(2)")]
    [InlineData("CAST('abc' AS varchar)", "string")]
    [InlineData("CAST(1 AS decimal(5,2))", "decimal(5,2)")]
    [InlineData("TIMESTAMP '2025-01-01 00:00:00.000'", "timestamp")]
    public async Task CreateTableAs_Type_IsStoredAsItIs(string value, string type)
    {
        await _lake.RunAsync($"CREATE TABLE stored AS SELECT {value} AS v");

        _lake.Catalog.FindTable("log_db", "stored")!.Columns.ShouldHaveSingleItem().Type.ShouldBe(type);
    }

    [Fact]
    public async Task CreateTableAs_EmptyTextAndNullAsKeys_AreOnePartition()
    {
        await _lake.RunAsync(
            "CREATE TABLE keyed WITH (external_location = 's3://results/keyed/', partitioned_by = ARRAY['k']) AS "
                + "SELECT * FROM (VALUES (1, ''), (2, NULL), (3, 'a')) AS t (n, k)"
        );

        (await _lake.RowsAsync("SELECT n, k FROM keyed ORDER BY n")).ShouldBe(["1|∅", "2|∅", "3|a"]);
        _lake.Catalog.Partitions("log_db", "keyed").Count.ShouldBe(2);
    }

    [Fact]
    public async Task CreateTableAs_ArrayAsKey_IsRefused() =>
        (
            await _lake.FailureAsync(
                "CREATE TABLE keyed WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS n, ARRAY[1] AS k"
            )
        ).Message.ShouldStartWith("NOT_SUPPORTED: ");

    [Fact]
    public async Task Insert_TextLongerThanItsColumn_IsRefusedUnlessItEndsInBlanks()
    {
        await _lake.RunAsync("CREATE TABLE short AS SELECT CAST('a' AS varchar(2)) AS v");
        await _lake.RunAsync("INSERT INTO short VALUES ('b   ')");

        (await _lake.FailureAsync("INSERT INTO short VALUES ('abc')")).Message.ShouldStartWith(
            "INVALID_CAST_ARGUMENT: Cannot truncate non-space characters"
        );
        (await _lake.RowsAsync("SELECT v FROM short ORDER BY v")).ShouldBe(["a", "b "]);
    }
}
