using System.IO.Compression;
using System.Text;

namespace LocalAws.Tests.Sql;

/// <summary>Delimited text, as LazySimpleSerDe and OpenCSVSerde read it.</summary>
public sealed class DelimitedTableTests : IDisposable
{
    private const string Lazy = "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','";
    private const string Quoted = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'";

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("a,1", "a|1")]
    [InlineData("a", "a|∅")]
    [InlineData("a,1,2,3", "a|1")]
    [InlineData("\"a,1\"", "\"a|∅")]
    [InlineData("a,", "a|∅")]
    [InlineData("\\N,1", "∅|1")]
    [InlineData(",1", "|1")]
    [InlineData("a,x", "a|∅")]
    [InlineData("a,1.7", "a|1")]
    [InlineData("a,99999999999999999999", "a|∅")]
    [InlineData("\uFEFFa,1", "a|1")]
    [InlineData("a,1\r\nb,2\rc,3", "a|1 b|2 c|3")]
    [InlineData("a,1\n\nb,2", "a|1 |∅ b|2")]
    public async Task Select_DelimitedLine_IsReadByPlace(string text, string expected) =>
        (await RowsAsync("a string, n bigint", Lazy, text)).ShouldBe(expected.Split(' '));

    [Theory]
    [InlineData("\"a,b\",1", "a,b|1")]
    [InlineData("\"a\"\"b\",1", "a\"b|1")]
    [InlineData("\"a\\\"b\",1", "a\"b|1")]
    [InlineData("a,\"1\"", "a|1")]
    [InlineData("a", "a|∅")]
    [InlineData("a,1,2", "a|1")]
    [InlineData("a\\nb,1", "a\\nb|1")]
    public async Task Select_QuotedLine_IsReadByPlace(string text, string expected) =>
        (await RowsAsync("a string, n bigint", Quoted, text)).ShouldBe([expected]);

    [Theory]
    [InlineData(Lazy, "2025-01-02 03:04:05.678,2025-01-02", "2025-01-02 03:04:05.678|2025-01-02")]
    [InlineData(Lazy, "1735787045678,x", "∅|∅")]
    [InlineData(Lazy, "2025-01-02T03:04:05Z,2025-01-02", "∅|2025-01-02")]
    [InlineData(Quoted, "1735787045678,20090", "2025-01-02 03:04:05.678|2025-01-02")]
    public async Task Select_Times_AreThoseOfTheSerDe(string rowFormat, string text, string expected) =>
        (await RowsAsync("t timestamp, d date", rowFormat, text)).ShouldBe([expected]);

    [Fact]
    public async Task Select_TextForOpenCsvTime_IsSkippedAndCounted()
    {
        await RowsAsync("t timestamp", Quoted, "2025-01-02 03:04:05");

        (await _lake.RunAsync("SELECT t FROM odd")).SkippedLines.ShouldBe(1);
    }

    [Fact]
    public async Task Select_HeaderLines_ArePassedOverInEachFile()
    {
        _lake.Write("logs/odd/b.csv", "name,number", "b,2");

        (
            await RowsAsync(
                "a string, n bigint",
                Lazy,
                "name,number\na,1",
                " TBLPROPERTIES ('skip.header.line.count' = '1')"
            )
        ).ShouldBe(["a|1", "b|2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Select_GzipThatIsCutOff_FailsAndNamesTheFile()
    {
        var path = _lake.Write("logs/odd/a.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000))));
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^100]);
        await _lake.RunAsync($"CREATE EXTERNAL TABLE odd (n bigint) {Lazy} LOCATION 's3://logs/odd/'");

        (await _lake.FailureAsync("SELECT n FROM odd")).Message.ShouldStartWith(
            "HIVE_CURSOR_ERROR: Failed to read file at s3://logs/odd/a.csv.gz"
        );
    }

    private async Task<IReadOnlyList<string>> RowsAsync(
        string columns,
        string rowFormat,
        string text,
        string properties = ""
    )
    {
        _lake.Write("logs/odd/a.csv", text);
        await _lake.RunAsync(
            $"CREATE EXTERNAL TABLE odd ({columns}) {rowFormat} LOCATION 's3://logs/odd/'{properties}"
        );
        return await _lake.RowsAsync("SELECT * FROM odd");
    }
}
