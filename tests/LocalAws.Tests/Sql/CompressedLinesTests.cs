using System.IO.Compression;
using System.Text;
using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

/// <summary>
/// Files of lines whose compression is cut off, damaged, or not what their names say: an error that names the file,
/// never some of the rows.
/// </summary>
public sealed class CompressedLinesTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Select_GzipCutAtAnyByte_FailsAndNamesTheFile()
    {
        var whole = Gzip("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
        for (var length = 1; length < whole.Length; length++)
        {
            var failure = await FailureAsync("a.json.gz", whole[..length]);
            failure.Message.ShouldStartWith(
                "HIVE_CURSOR_ERROR: Failed to read file at s3://logs/odd/a.json.gz: ",
                customMessage: $"{length} bytes"
            );
        }
    }

    [Fact]
    public async Task Select_GzipOfSeveralMembers_ReadsAllOfThem()
    {
        byte[] several = [.. Gzip("{\"n\":1}\n{\"n\":"), .. Gzip("2}\n"), .. Gzip("{\"n\":3}")];

        (await RowsAsync("a.json.gz", several)).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Select_GzipWhoseSecondMemberIsCutOff_Fails()
    {
        var second = Gzip("{\"n\":2}\n");
        for (var length = 3; length < second.Length; length++)
            (await FailureAsync("a.json.gz", [.. Gzip("{\"n\":1}\n"), .. second[..length]])).Message.ShouldContain(
                "cut off"
            );
    }

    [Fact]
    public async Task Select_GzipWithAnythingBehindIt_ReadsTheGzip() =>
        (await RowsAsync("a.json.gz", [.. Gzip("{\"n\":1}\n"), 0, 0, 7])).ShouldBe(["1"]);

    [Theory]
    [InlineData(5)]
    [InlineData(1)]
    public async Task Select_GzipWithAnotherChecksumOrLength_FailsAndSaysSo(int fromEnd)
    {
        var damaged = Gzip("{\"n\":1}\n{\"n\":2}\n");
        damaged[^fromEnd] ^= 1;

        (await FailureAsync("a.json.gz", damaged)).Message.ShouldBe(
            "HIVE_CURSOR_ERROR: Failed to read file at s3://logs/odd/a.json.gz: "
                + "the gzip data is damaged: its checksum or length is not that of what it holds"
        );
    }

    [Theory]
    [InlineData("a.json", "1F8B0800", "gzip")]
    [InlineData("a.json.gz", "7B7D", "gzip")]
    [InlineData("a", "425A6839", "bzip2")]
    [InlineData("a.json.bz2", "425A6839", "bzip2")]
    [InlineData("a.json.zst", "28B52FFD", "Zstandard")]
    [InlineData("a.json", "28B52FFD", "Zstandard")]
    [InlineData("a.json", "FD377A585A00", "xz")]
    [InlineData("a.json.lz4", "04224D18", "LZ4")]
    [InlineData("a.json", "04224D18", "LZ4")]
    [InlineData("a.json.snappy", "0000", "Snappy")]
    [InlineData("a.json", "FF060000734E61507059", "Snappy")]
    [InlineData("a.json.deflate", "789C", "zlib")]
    [InlineData("a.json", "789C", "zlib")]
    [InlineData("a.json", "504B0304", "zip")]
    [InlineData("a.json.lzo", "894C5A4F", "LZO")]
    [InlineData("a.json", "50415231", "Parquet")]
    [InlineData("a.json", "4F5243", "ORC")]
    public async Task Select_CompressionThatIsNotRead_IsRefusedWithItsName(string name, string start, string kind)
    {
        var failure = await FailureAsync(name, [.. Convert.FromHexString(start), .. new byte[40]]);

        failure.Message.ShouldStartWith($"HIVE_CURSOR_ERROR: Failed to read file at s3://logs/odd/{name}: ");
        failure.Message.ShouldContain(kind);
    }

    [Fact]
    public async Task Select_DamagedFileOfAnotherPartition_ReadsItsOwn()
    {
        _lake.Write($"{EventTable.Hour(10, 28, 3)}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "good", "{}"));
        _lake.Write($"{EventTable.Hour(10, 28, 4)}/b.json", "BZh91AY");
        await _lake.RunAsync(EventTable.Ddl);

        (await _lake.RowsAsync("SELECT body FROM logall WHERE hour = '03'")).ShouldBe(["good"]);
        (await _lake.FailureAsync("SELECT body FROM logall WHERE day = '28'")).Message.ShouldContain("hour=04/b.json");
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string name, byte[] bytes)
    {
        await PlaceAsync(name, bytes);
        return await _lake.RowsAsync("SELECT n FROM odd ORDER BY n");
    }

    private async Task<StatementException> FailureAsync(string name, byte[] bytes)
    {
        await PlaceAsync(name, bytes);
        return await _lake.FailureAsync("SELECT n FROM odd");
    }

    private async Task PlaceAsync(string name, byte[] bytes)
    {
        var path = _lake.Write($"logs/odd/{name}");
        await File.WriteAllBytesAsync(path, bytes);
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE IF NOT EXISTS odd (n bigint) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://logs/odd/'"
        );
    }
}
