using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

public sealed class DefinitionTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task CreateExternalTable_EventTable_IsInTheCatalogAsHiveHasIt()
    {
        await _lake.RunAsync(EventTable.Ddl);

        var table = _lake.Catalog.FindTable("log_db", "logall")!;
        table
            .Columns.Select(c => c.Type)
            .ShouldBe([
                "timestamp",
                "string",
                "struct<resource.service.name:string,userkey:string,quantity:string,items:string>",
            ]);
        table.Columns[1].Comment.ShouldBe("kind of event");
        table.PartitionKeys.Select(k => k.Name).ShouldBe(["year", "month", "day", "hour"]);
        table.Storage.SerializationLibrary.ShouldBe("org.openx.data.jsonserde.JsonSerDe");
        table.Storage.SerdeParameters["case.insensitive"].ShouldBe("TRUE");
        table.Parameters["projection.month.digits"].ShouldBe("2");
    }

    [Fact]
    public async Task CreateExternalTable_Again_FailsUnlessIfNotExists()
    {
        await _lake.RunAsync(EventTable.Ddl);
        await _lake.RunAsync(EventTable.Ddl);

        var failure = await _lake.FailureAsync(
            EventTable.Ddl.Replace("IF NOT EXISTS ", string.Empty, StringComparison.Ordinal)
        );

        failure.Message.ShouldContain("already exists");
    }

    [Theory]
    [InlineData("SHOW TABLES", "pipeline_runs,shop_commerce_x_summary,shop_other")]
    [InlineData("SHOW TABLES IN log_db '*commerce*'", "shop_commerce_x_summary")]
    [InlineData("SHOW TABLES IN log_db 'pipeline*|shop_o*'", "pipeline_runs,shop_other")]
    [InlineData("SHOW TABLES LIKE '%commerce%'", "")]
    [InlineData("SHOW TABLES IN `log_db` 'shop_other'", "shop_other")]
    public async Task ShowTables_Pattern_GivesThoseThatMatch(string sql, string expected)
    {
        foreach (var name in new[] { "shop_commerce_x_summary", "pipeline_runs", "shop_other" })
            await _lake.RunAsync(
                $"CREATE EXTERNAL TABLE {name} (a int) STORED AS PARQUET LOCATION 's3://data/{name}/'"
            );

        string.Join(',', await _lake.RowsAsync(sql)).ShouldBe(expected);
    }

    [Fact]
    public async Task Databases_CreateShowDrop_Work()
    {
        await _lake.RunAsync("CREATE DATABASE IF NOT EXISTS other COMMENT 'x'");
        await _lake.RunAsync("CREATE SCHEMA IF NOT EXISTS other");

        (await _lake.RowsAsync("SHOW DATABASES")).ShouldBe(["default", "log_db", "other"]);
        (await _lake.FailureAsync("CREATE DATABASE other")).Message.ShouldContain("already exists");
        await _lake.RunAsync("DROP DATABASE other");
        (await _lake.RowsAsync("SHOW SCHEMAS")).ShouldBe(["default", "log_db"]);
    }

    [Fact]
    public async Task DropTable_LeavesTheData()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n");

        await _lake.RunAsync("DROP TABLE log_db.t");

        _lake.Catalog.FindTable("log_db", "t").ShouldBeNull();
        Directory.GetFiles(Path.Combine(_lake.Folder, "results", "t")).ShouldHaveSingleItem();
        await _lake.RunAsync("DROP TABLE IF EXISTS t");
        (await _lake.FailureAsync("DROP TABLE t")).Message.ShouldContain("Table not found log_db.t");
    }

    /// <summary>docs/try/athena-dialect.md says where these are known from.</summary>
    [Theory]
    [InlineData("DROP TABLE \"t\"")]
    [InlineData("DROP TABLE IF EXISTS log_db.\"t\"")]
    [InlineData("DROP DATABASE \"log_db\"")]
    [InlineData("CREATE DATABASE \"other\"")]
    [InlineData("CREATE EXTERNAL TABLE \"u\" (a int) LOCATION 's3://data/u/'")]
    [InlineData("CREATE EXTERNAL TABLE u (\"a\" int) LOCATION 's3://data/u/'")]
    [InlineData("CREATE EXTERNAL TABLE u (a struct<\"b\":int>) LOCATION 's3://data/u/'")]
    [InlineData("ALTER TABLE \"t\" ADD COLUMNS (b int)")]
    [InlineData("ALTER TABLE t DROP PARTITION (\"k\" = 'a')")]
    [InlineData("MSCK REPAIR TABLE \"t\"")]
    [InlineData("DESCRIBE \"t\"")]
    [InlineData("SHOW COLUMNS IN \"log_db\".\"t\"")]
    [InlineData("SHOW CREATE TABLE \"t\"")]
    [InlineData("SHOW PARTITIONS \"t\"")]
    [InlineData("SHOW TABLES IN \"log_db\"")]
    public async Task Definition_NameInDoubleQuotes_IsRefusedAndTakenInBackquotes(string sql)
    {
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (k string) STORED AS PARQUET LOCATION 's3://data/t/'"
        );
        await _lake.RunAsync("ALTER TABLE t ADD PARTITION (k = 'a')");

        var failure = Should.Throw<StatementException>(() => _lake.Engine.Classify(sql, []));

        failure.AtSubmission.ShouldBeTrue();
        failure.Message.ShouldContain("in this statement quote names with backquotes: `");
        await _lake.RunAsync(
            sql.Replace('"', '`').Replace("DATABASE `log_db`", "DATABASE `log_db` CASCADE", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("SHOW CREATE VIEW \"v\"")]
    [InlineData("SHOW VIEWS IN \"log_db\"")]
    [InlineData("DROP VIEW \"v\"")]
    public async Task ViewStatement_NameInDoubleQuotes_IsTaken(string sql)
    {
        await _lake.RunAsync("CREATE VIEW \"v\" AS SELECT 1 AS n");

        await _lake.RunAsync(sql);
    }

    [Theory]
    [InlineData(
        "varchar",
        "FAILED: ParseException line 1:35 mismatched input ')' expecting ( near 'varchar' in primitive type specification"
    )]
    [InlineData(
        "array<varchar>",
        "FAILED: ParseException line 1:41 mismatched input '>' expecting ( near 'varchar' in primitive type specification"
    )]
    [InlineData(
        "char",
        "FAILED: ParseException line 1:32 mismatched input ')' expecting ( near 'char' in primitive type specification"
    )]
    [InlineData("varchar(0)", "FAILED: ParseException line 1:28 varchar(0) is no type")]
    [InlineData("varchar(65536)", "FAILED: ParseException line 1:28 varchar(65536) is no type")]
    [InlineData("char(256)", "FAILED: ParseException line 1:28 char(256) is no type")]
    [InlineData("decimal(39,2)", "FAILED: ParseException line 1:28 decimal(39,2) is no type")]
    [InlineData("decimal(3,4)", "FAILED: ParseException line 1:28 decimal(3,4) is no type")]
    [InlineData("int(4)", "FAILED: ParseException line 1:28 int(4) is no type")]
    public void CreateExternalTable_LengthThatHiveRefuses_IsRefused(string type, string message) =>
        Should
            .Throw<StatementException>(() =>
                _lake.Engine.Classify($"CREATE EXTERNAL TABLE u (a {type}) LOCATION 's3://data/u/'", [])
            )
            .Message.ShouldBe(message);

    [Fact]
    public async Task CreateExternalTable_CharColumn_IsRefusedLoudlyWhereverItIsUsed()
    {
        (
            await _lake.FailureAsync("CREATE EXTERNAL TABLE u (a char(3)) LOCATION 's3://data/u/'")
        ).Message.ShouldStartWith("NOT_SUPPORTED: Columns of type char are not supported here");
        (await _lake.FailureAsync("SELECT CAST('a' AS char(3))")).Message.ShouldContain("Unknown type: char");
    }

    [Fact]
    public async Task Describe_PartitionedTable_ShowsColumnsAndKeys()
    {
        await _lake.RunAsync(EventTable.Ddl);

        (await _lake.RowsAsync("SHOW COLUMNS IN logall")).ShouldBe([
            "timestamp",
            "body",
            "attributes",
            "year",
            "month",
            "day",
            "hour",
        ]);
        (await _lake.RowsAsync("DESCRIBE logall")).ShouldContain("body|string|kind of event");
        (await _lake.RowsAsync("SHOW CREATE TABLE logall"))[0].ShouldBe("CREATE EXTERNAL TABLE `log_db.logall`(");
    }

    [Theory]
    [InlineData("SELECT 1", "DML", "SELECT", false)]
    [InlineData("WITH a AS (SELECT 1 AS x) SELECT * FROM a;", "DML", "SELECT", false)]
    [InlineData("CREATE TABLE t AS SELECT 1 AS a", "DDL", "CREATE_TABLE_AS_SELECT", true)]
    [InlineData("CREATE EXTERNAL TABLE t (a int) LOCATION 's3://a/b/'", "DDL", "CREATE_TABLE", false)]
    [InlineData("SHOW TABLES", "UTILITY", "SHOW_TABLES", false)]
    public void Classify_Statement_TellsItsKind(string sql, string type, string substatement, bool ctas)
    {
        var kind = _lake.Engine.Classify(sql, []);

        (kind.StatementType, kind.SubstatementType, kind.IsCtas).ShouldBe((type, substatement, ctas));
    }

    [Fact]
    public void Classify_WrongSyntax_IsRefusedAtSubmission() =>
        Should
            .Throw<StatementException>(() => _lake.Engine.Classify("SELECT FROM WHERE", []))
            .AtSubmission.ShouldBeTrue();
}
