namespace LocalAws.Tests.Sql;

public sealed class PartitionPruningTests : IDisposable
{
    private readonly Lake _lake = new();

    public PartitionPruningTests()
    {
        foreach (var (day, hour) in new[] { (27, 23), (28, 0), (28, 5), (29, 0) })
            _lake.Write(
                $"{EventTable.Hour(10, day, hour)}/a.json",
                EventTable.Event($"2025-10-{day}T{hour:00}:00:00Z", $"d{day}h{hour}", "{}")
            );
        _lake.Write(
            "commerce-logs/logall/year=2025/month=13/day=01/hour=00/a.json",
            EventTable.Event("2025-10-01T00:00:00Z", "outside", "{}")
        );
    }

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("year = '2025' AND month = '10' AND day = '28'", "d28h0,d28h5")]
    [InlineData("(year = '2025' AND month = '10' AND day BETWEEN '28' AND '29')", "d28h0,d28h5,d29h0")]
    [InlineData("(month = '10' AND day = '27' AND hour >= '20') OR (month = '10' AND day = '29')", "d27h23,d29h0")]
    [InlineData("day IN ('27') AND body LIKE 'd%'", "d27h23")]
    [InlineData("l.day || l.hour = '2805'", "d28h5")]
    [InlineData("day = '99'", "")]
    public async Task Select_ConditionsOnPartitionKeys_ReadsThosePartitionsAlone(string where, string expected)
    {
        await _lake.RunAsync(EventTable.Ddl);

        var result = await _lake.RunAsync($"SELECT body FROM logall AS l WHERE {where} ORDER BY body");

        string.Join(',', result.Rows.Select(r => r[0])).ShouldBe(expected);
        result.PartitionsRead.Count.ShouldBe(expected.Length == 0 ? 0 : expected.Split(',').Length);
        result.DataScannedBytes.ShouldBe(
            Directory
                .GetFiles(_lake.Folder, "a.json", SearchOption.AllDirectories)
                .Where(f =>
                    result.PartitionsRead.Any(p => f.Contains(p["log_db.logall/".Length..], StringComparison.Ordinal))
                )
                .Sum(f => new FileInfo(f).Length)
        );
    }

    [Fact]
    public async Task Select_NoCondition_ReadsWhatProjectionAllows()
    {
        await _lake.RunAsync(EventTable.Ddl);

        var result = await _lake.RunAsync("SELECT count(*), count(DISTINCT day) FROM logall");

        result.Rows[0].ShouldBe(["4", "3"]);
        result.PartitionsRead.ShouldContain("log_db.logall/year=2025/month=10/day=28/hour=05");
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("shop-id")]
    [InlineData("0th")]
    public async Task Select_ProjectedKeyOfAnyName_IsFound(string key)
    {
        _lake.Write($"results/t/{key}=a/x.csv", "1");
        await _lake.RunAsync(
            $"""
            CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (`{key}` string)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://results/t/'
            TBLPROPERTIES ('projection.enabled' = 'true', 'projection.{key}.type' = 'enum', 'projection.{key}.values' = 'a,b')
            """
        );

        (await _lake.RowsAsync($"SELECT n, \"{key}\" FROM t")).ShouldBe(["1|a"]);
    }

    [Fact]
    public async Task Select_ConditionOnTheNullSideOfAJoin_LosesNoRows()
    {
        await _lake.RunAsync(EventTable.Ddl);

        var rows = await _lake.RowsAsync(
            "SELECT v.n, l.body FROM (VALUES 1) AS v (n) LEFT JOIN logall AS l ON l.hour = '99' WHERE l.day IS NULL"
        );

        rows.ShouldBe(["1|∅"]);
    }

    [Fact]
    public async Task Select_ConditionInsideCommonTable_Prunes()
    {
        await _lake.RunAsync(EventTable.Ddl);

        var result = await _lake.RunAsync(
            "WITH e AS (SELECT body FROM logall WHERE (day = '28') AND hour = '05') SELECT * FROM e"
        );

        result.PartitionsRead.ShouldBe(["log_db.logall/year=2025/month=10/day=28/hour=05"]);
    }

    [Fact]
    public async Task Select_PartitionsOfTheCatalog_ReadsTheAdded()
    {
        _lake.Write("data/p/day=1/a.json", """{"x":1}""");
        _lake.Write("data/p/day=2/a.json", """{"x":2}""");
        _lake.Write("data/elsewhere/a.json", """{"x":3}""");
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE p (x int) PARTITIONED BY (day int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/p/'"
        );
        await _lake.RunAsync(
            "ALTER TABLE p ADD PARTITION (day = '1') PARTITION (day = '3') LOCATION 's3://data/elsewhere/'"
        );

        (await _lake.RowsAsync("SELECT x, day FROM p ORDER BY x")).ShouldBe(["1|1", "3|3"]);
        (await _lake.RowsAsync("SELECT x FROM p WHERE day > 1")).ShouldBe(["3"]);
        (await _lake.RowsAsync("SHOW PARTITIONS p")).ShouldBe(["day=1", "day=3"]);
        await _lake.RunAsync("ALTER TABLE p DROP PARTITION (day = '1')");
        (await _lake.RowsAsync("SELECT x FROM p")).ShouldBe(["3"]);
    }
}
