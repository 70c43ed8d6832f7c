using DuckDB.NET.Data;
using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

/// <summary>
/// Parquet files whose types do not fit the table's, alone and beside others: an error that names file, column and both
/// types.
/// </summary>
public sealed class ParquetTypeTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("string", "1::INTEGER", "INT32", "varchar")]
    [InlineData("string", "1::BIGINT", "INT64", "varchar")]
    [InlineData("string", "1.5::DOUBLE", "DOUBLE", "varchar")]
    [InlineData("string", "true", "BOOLEAN", "varchar")]
    [InlineData("string", "DATE '2025-01-01'", "INT32 (DATE)", "varchar")]
    [InlineData("string", "TIMESTAMP '2025-01-01 00:00:00'", "INT64 (TIMESTAMP)", "varchar")]
    [InlineData("string", "'6b8b4567-327b-43c6-89ab-cdef01234567'::UUID", "UUID", "varchar")]
    [InlineData("string", "1.5::DECIMAL(4,1)", "DECIMAL(4,1)", "varchar")]
    [InlineData("string", "{'x': 'a'}", "group", "varchar")]
    [InlineData("string", "['a']", "LIST group", "varchar")]
    [InlineData("int", "1::BIGINT", "INT64", "integer")]
    [InlineData("int", "'1'", "BINARY", "integer")]
    [InlineData("bigint", "1.0::DOUBLE", "DOUBLE", "bigint")]
    [InlineData("bigint", "'1'", "BINARY", "bigint")]
    [InlineData("bigint", "TIMESTAMP '2025-01-01 00:00:00'", "INT64 (TIMESTAMP)", "bigint")]
    [InlineData("double", "1::BIGINT", "INT64", "double")]
    [InlineData("double", "1::FLOAT", "FLOAT", "double")]
    [InlineData("double", "'1'", "BINARY", "double")]
    [InlineData("float", "1::DOUBLE", "DOUBLE", "real")]
    [InlineData("decimal(9,2)", "1.5::DOUBLE", "DOUBLE", "decimal(9,2)")]
    [InlineData("boolean", "1::INTEGER", "INT32", "boolean")]
    [InlineData("date", "'2025-01-01'", "BINARY", "date")]
    [InlineData("timestamp", "1::BIGINT", "INT64", "timestamp(3)")]
    [InlineData("timestamp", "'2025-01-01 00:00:00'", "BINARY", "timestamp(3)")]
    [InlineData("array<string>", "[1]", "INT32", "varchar")]
    [InlineData("array<string>", "'a'", "BINARY", "array(varchar)")]
    [InlineData("map<string,string>", "MAP {'a': 1}", "INT32", "varchar")]
    [InlineData("map<string,string>", "{'a': 'b'}", "group", "map(varchar, varchar)")]
    [InlineData("struct<x:string>", "{'x': 1}", "INT32", "varchar")]
    [InlineData("struct<x:string>", "MAP {'x': 'a'}", "MAP group", "row(x varchar)")]
    [InlineData("struct<x:struct<y:string>>", "{'x': {'y': 1}}", "INT32", "varchar")]
    [InlineData("struct<x:array<map<string,string>>>", "{'x': [MAP {'a': 1.5::DOUBLE}]}", "DOUBLE", "varchar")]
    public async Task Select_TypeThatDoesNotFit_IsRefused(string type, string stored, string parquet, string trino)
    {
        Write("odd.parquet", $"SELECT {stored} AS v");

        var failure = await FailureAsync(type);

        failure.Message.ShouldStartWith("HIVE_BAD_DATA: Field v");
        failure.Message.ShouldEndWith(
            $"'s type {parquet} in parquet file s3://logs/odd/odd.parquet is incompatible with type {trino} defined in table schema"
        );
    }

    [Theory]
    [InlineData("string", "'a'", "a")]
    [InlineData("string", "encode('a')", "a")]
    [InlineData("string", "encode('한국 \\ 🛒')", "한국 \\ 🛒")]
    [InlineData("varchar(2)", "encode('한국어')", "한국")]
    [InlineData("map<string,string>", "MAP {encode('키'): encode('값')}", "{키=값}")]
    [InlineData("struct<x:array<string>>", "{'x': [encode('é'), NULL]}", "{x=[é, null]}")]
    [InlineData("decimal(9,2)", "1.2350::DECIMAL(18,4)", "1.24")]
    [InlineData("string", "'{\"a\":1}'::JSON", "{\"a\":1}")]
    [InlineData("timestamp", "TIMESTAMPTZ '2025-01-02 03:04:05+09'", "2025-01-01 18:04:05.000")]
    [InlineData("timestamp", "TIMESTAMP_NS '2025-01-02 03:04:05.123456789'", "2025-01-02 03:04:05.123")]
    [InlineData("varchar(2)", "'abc'", "ab")]
    [InlineData("tinyint", "1::TINYINT", "1")]
    [InlineData("smallint", "1::INTEGER", "1")]
    [InlineData("int", "1::INTEGER", "1")]
    [InlineData("bigint", "1::INTEGER", "1")]
    [InlineData("bigint", "1::BIGINT", "1")]
    [InlineData("double", "1.5::DOUBLE", "1.5")]
    [InlineData("float", "1.5::FLOAT", "1.5")]
    [InlineData("decimal(9,2)", "1.5::DECIMAL(4,1)", "1.50")]
    [InlineData("date", "DATE '2025-01-02'", "2025-01-02")]
    [InlineData("timestamp", "TIMESTAMP '2025-01-02 03:04:05.123456'", "2025-01-02 03:04:05.123")]
    [InlineData("timestamp", "TIMESTAMPTZ '2025-01-02 03:04:05.123456+00'", "2025-01-02 03:04:05.123")]
    [InlineData("boolean", "true", "true")]
    [InlineData("array<bigint>", "[1::INTEGER, NULL]", "[1, null]")]
    [InlineData("map<string,string>", "MAP {'a': 'b'}", "{a=b}")]
    [InlineData("struct<x:string,z:string>", "{'X': 'a', 'y': 1}", "{x=a, z=null}")]
    [InlineData("struct<x:string>", "NULL::STRUCT(x VARCHAR)", "∅")]
    public async Task Select_TypeThatFits_IsRead(string type, string stored, string expected)
    {
        Write("good.parquet", $"SELECT {stored} AS v");

        await DefineAsync(type);
        (await _lake.RowsAsync("SELECT v FROM odd")).ShouldBe([expected]);
    }

    [Fact]
    public async Task Select_TextThatIsNotUtf8_IsRefused()
    {
        Write("odd.parquet", "SELECT '\\xFF\\xFE'::BLOB AS v");

        await DefineAsync("string");
        (await _lake.FailureAsync("SELECT v FROM odd")).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Select_MisfitBesideOthers_IsRefusedOnlyWhereItIsRead()
    {
        Write("a.parquet", "SELECT {'x': 'good', 'y': '2'} AS v");
        Write("b.parquet", "SELECT {'x': 'other', 'y': 2.5::DOUBLE} AS v");

        await DefineAsync("struct<x:string,y:string>");
        (await _lake.RowsAsync("SELECT v.x FROM odd ORDER BY 1")).ShouldBe(["good", "other"]);
        (await _lake.FailureAsync("SELECT v.x, v.y FROM odd")).Message.ShouldContain(
            "Field v.y's type DOUBLE in parquet file s3://logs/odd/b.parquet"
        );
        (await _lake.FailureAsync("SELECT v FROM odd")).Message.ShouldContain("b.parquet");
        (await _lake.RowsAsync("SELECT count(*) FROM odd")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Select_FilesOfOtherColumns_DoNotChangeEachOther()
    {
        Write("a.parquet", "SELECT 7::INTEGER AS v");
        Write("b.parquet", "SELECT 8::BIGINT AS V, 'x' AS other");
        Write("c.parquet", "SELECT 'x' AS other");

        await DefineAsync("bigint");
        (await _lake.RowsAsync("SELECT v FROM odd ORDER BY 1")).ShouldBe(["7", "8", "∅"]);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 11)]
    [InlineData(0, 200)]
    [InlineData(40, 0)]
    public async Task Select_FileThatIsCutOff_IsRefusedWithItsName(int from, int length)
    {
        var path = Write("cut.parquet", "SELECT 'abc' AS v FROM range(1000)");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, length == 0 ? bytes[from..] : bytes[..length]);
        Write("good.parquet", "SELECT 'abc' AS v");

        (await FailureAsync("string")).Message.ShouldStartWith(
            "HIVE_BAD_DATA: Not valid Parquet file: s3://logs/odd/cut.parquet: "
        );
    }

    [Fact]
    public async Task Select_FileWithDamagedData_IsRefusedWithItsName()
    {
        var path = Write("damaged.parquet", "SELECT md5(range::VARCHAR) AS v FROM range(1000)");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(10, 60).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes);
        Write("good.parquet", "SELECT 'abc' AS v");

        (await FailureAsync("string")).Message.ShouldStartWith(
            "HIVE_BAD_DATA: Not valid Parquet file: s3://logs/odd/damaged.parquet: "
        );
    }

    private string Write(string name, string sql)
    {
        var path = _lake.Write($"logs/odd/{name}");
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        using var command = duckDb.CreateCommand();
        command.CommandText = $"COPY ({sql}) TO '{path}' (FORMAT PARQUET)";
        command.ExecuteNonQuery();
        return path;
    }

    private Task DefineAsync(string type) =>
        _lake.RunAsync($"CREATE EXTERNAL TABLE odd (v {type}) STORED AS PARQUET LOCATION 's3://logs/odd/'");

    private async Task<StatementException> FailureAsync(string type)
    {
        await DefineAsync(type);
        return await _lake.FailureAsync("SELECT v FROM odd");
    }
}
