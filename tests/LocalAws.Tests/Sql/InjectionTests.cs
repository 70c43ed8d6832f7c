namespace LocalAws.Tests.Sql;

/// <summary>Nothing of DuckDB's own may be reached: files, settings, other databases.</summary>
public sealed class InjectionTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM \"/etc/passwd\"")]
    [InlineData("SELECT * FROM glob('*')")]
    [InlineData("SELECT * FROM duckdb_settings()")]
    [InlineData("SELECT * FROM sqlite_master")]
    [InlineData("SELECT * FROM pragma_version()")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("SELECT current_setting('memory_limit')")]
    [InlineData("SELECT read_text('/etc/passwd')")]
    [InlineData("SELECT query('SELECT 1')")]
    [InlineData("SELECT error('x')")]
    [InlineData("SELECT trino_divide(1, 1, 0)")]
    [InlineData("ATTACH '/tmp/x.db' AS x")]
    [InlineData("COPY (SELECT 1) TO '/tmp/x.csv'")]
    [InlineData("PRAGMA database_list")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD json")]
    [InlineData("SET threads = 1")]
    [InlineData("SET GLOBAL enable_external_access = true")]
    [InlineData("EXPORT DATABASE '/tmp/x'")]
    [InlineData("CREATE MACRO m(a) AS a")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("CREATE TEMP TABLE x AS SELECT 1")]
    [InlineData("SELECT 1; DROP TABLE x")]
    [InlineData("SELECT 1 /* ; */ ; ATTACH 'x'")]
    [InlineData("SELECT 1 UNION SELECT * FROM read_csv_auto('/etc/passwd')")]
    [InlineData("FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT COLUMNS('.*') FROM (VALUES 1) AS t (a)")]
    [InlineData("SELECT a FROM (VALUES 1) AS t (a) QUALIFY a = 1")]
    [InlineData("SELECT * EXCLUDE (a) FROM (VALUES (1, 2)) AS t (a, b)")]
    [InlineData("SELECT a::varchar FROM (VALUES 1) AS t (a)")]
    [InlineData("SELECT $1")]
    [InlineData("SELECT ?")]
    [InlineData("SELECT E'\\n'")]
    [InlineData("SELECT $$x$$")]
    [InlineData("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://../../etc/'")]
    [InlineData("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION '/etc/'")]
    [InlineData("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://.localaws/'")]
    [InlineData("CREATE TABLE t WITH (external_location = 's3://results/../../../tmp/x/') AS SELECT 1 AS a")]
    public async Task Execute_WhatAthenaDoesNotHave_IsRefused(string sql) =>
        (await _lake.FailureAsync(sql)).Category.ShouldBe(2);

    [Theory]
    [InlineData("SELECT '''); DROP TABLE x; --'", "'); DROP TABLE x; --")]
    [InlineData("SELECT 'a\\'", "a\\")]
    [InlineData("SELECT 1 AS \"x\"\"; DROP TABLE y; --\"", "1")]
    [InlineData("SELECT \"a\"\"b\" FROM (VALUES 1) AS t (\"a\"\"b\")", "1")]
    [InlineData("SELECT 'a' -- '; SELECT 2\n|| 'b'", "ab")]
    [InlineData("SELECT '/*' || '*/'", "/**/")]
    public async Task Execute_QuotesAndComments_StayWhatTheyAre(string sql, string expected) =>
        (await _lake.RowsAsync(sql)).ShouldBe([expected]);

    [Fact]
    public async Task Execute_NamesWithQuotes_AreQuotedForDuckDb()
    {
        await _lake.RunAsync(
            "CREATE TABLE t WITH (external_location = 's3://results/it''s/') AS SELECT 1 AS \"a\"\"); DROP\", 'x' AS \"select\""
        );

        (await _lake.RowsAsync("SELECT \"a\"\"); DROP\", \"select\" FROM t")).ShouldBe(["1|x"]);
    }

    [Fact]
    public async Task Execute_DeeplyNested_IsRefusedNotCrashed()
    {
        var failure = await _lake.FailureAsync($"SELECT {new string('(', 5000)}1{new string(')', 5000)}");

        failure.AtSubmission.ShouldBeTrue();
    }
}
