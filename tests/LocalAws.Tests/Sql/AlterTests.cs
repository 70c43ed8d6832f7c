namespace LocalAws.Tests.Sql;

public sealed class AlterTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task AlterTable_ColumnsLocationAndProperties_ChangeTheCatalogAlone()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n, 'a' AS s");
        await _lake.RunAsync(
            "CREATE TABLE u WITH (external_location = 's3://results/u/') AS SELECT 2 AS n, 'b' AS s, 5 AS m"
        );

        await _lake.RunAsync("ALTER TABLE t ADD COLUMNS (m int)");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe(["1|a|∅"]);
        await _lake.RunAsync("ALTER TABLE t SET LOCATION 's3://results/u/'");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe(["2|b|5"]);
        await _lake.RunAsync("ALTER TABLE t REPLACE COLUMNS (m int, n int)");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe(["5|2"]);
        await _lake.RunAsync("ALTER TABLE t SET TBLPROPERTIES ('a' = 'b')");
        (await _lake.RowsAsync("SHOW TBLPROPERTIES t ('a')")).ShouldBe(["b"]);
        (await _lake.FailureAsync("ALTER TABLE t ADD COLUMNS (m int)")).Message.ShouldBe(
            "FAILED: SemanticException [Error 10036]: Duplicate column name: m"
        );
    }

    [Fact]
    public async Task AlterTable_Partitions_CanBeMovedAndDropped()
    {
        _lake.Write("logs/t/day=01/a.json", """{"n":1}""");
        _lake.Write("logs/other/a.json", """{"n":2}""");
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (day string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://logs/t/'"
        );
        await _lake.RunAsync("MSCK REPAIR TABLE t");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe(["1|01"]);

        await _lake.RunAsync("ALTER TABLE t PARTITION (day = '01') SET LOCATION 's3://logs/other/'");

        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBe(["2|01"]);
        (await _lake.FailureAsync("ALTER TABLE t ADD PARTITION (day = '01')")).Message.ShouldContain(
            "Partition already exists"
        );
        await _lake.RunAsync("ALTER TABLE t DROP PARTITION (day = '01')");
        (await _lake.RowsAsync("SELECT * FROM t")).ShouldBeEmpty();
        (await _lake.FailureAsync("ALTER TABLE t DROP PARTITION (day = '01')")).Message.ShouldContain(
            "Partition not found {day=01}"
        );
        await _lake.RunAsync("ALTER TABLE t DROP IF EXISTS PARTITION (day = '01')");
    }

    [Fact]
    public async Task DelimitedText_WithHeaderAndDamage_IsReadByPlace()
    {
        _lake.Write("logs/t/a.csv", "n,s,d", "1,a b,2025-01-01", "x,,", "3");
        await _lake.RunAsync(
            """
            CREATE EXTERNAL TABLE t (n int, s string, d date) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://logs/t/' TBLPROPERTIES ('skip.header.line.count' = '1')
            """
        );

        (await _lake.RowsAsync("SELECT n, s, d FROM t")).ShouldBe(["1|a b|2025-01-01", "∅||∅", "3|∅|∅"]);
    }

    [Fact]
    public async Task Explain_Statement_ShowsWhatWouldBeReadAndDoesNothing()
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['k']) AS SELECT * FROM (VALUES (1, 'x', 'a'), (2, 'y', 'b')) AS v (n, s, k)"
        );

        var plan = await _lake.RowsAsync("EXPLAIN SELECT sum(n) FROM t WHERE k = 'a'");

        plan.ShouldContain("    TableScan[table = awsdatacatalog:log_db.t]");
        plan.ShouldContain("        Layout: [k, n]");
        plan[^1].ShouldStartWith("        Partitions: 1, files: 1, bytes: ");
        (await _lake.RowsAsync("EXPLAIN (TYPE VALIDATE) SELECT 1")).ShouldBe(["true"]);
        await _lake.RunAsync("EXPLAIN CREATE TABLE made AS SELECT 1 AS n");
        _lake.Catalog.FindTable("log_db", "made").ShouldBeNull();
        (await _lake.FailureAsync("EXPLAIN SELECT missing FROM t")).Message.ShouldBe(
            "COLUMN_NOT_FOUND: line 1:16: Column 'missing' cannot be resolved"
        );
    }
}
