using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

public sealed class JsonTableTests : IDisposable
{
    private const string Read =
        "SELECT timestamp, body, attributes.userKey, attributes.\"resource.service.name\", attributes.quantity, attributes.ITEMS, hour FROM logall ORDER BY timestamp";

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    private async Task<StatementResult> RunAsync(string sql)
    {
        await _lake.RunAsync(EventTable.Ddl);
        return await _lake.RunAsync(sql);
    }

    private static string Rows(StatementResult result) =>
        string.Join('\n', result.Rows.Select(r => string.Join('|', r.Select(v => v ?? "∅"))));

    [Fact]
    public async Task Select_PlainAndGzipFiles_ReadsBoth()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event("2025-10-28T03:12:45.123Z", "view", """{"resource.service.name":"shop","userKey":"u1"}""")
        );
        _lake.Write(
            $"{EventTable.Hour(10, 28, 4)}/b.json.gz",
            EventTable.Event("2025-10-28T04:00:00Z", "cart", """{"USERKEY":"u2","unknown":1}""")
        );

        var result = await RunAsync(Read);

        Rows(result).ShouldBe("2025-10-28 03:12:45.123|view|u1|shop|∅|∅|03\n2025-10-28 04:00:00.000|cart|u2|∅|∅|∅|04");
        result.SkippedLines.ShouldBe(0);
    }

    [Fact]
    public async Task Select_DotsInKeys_AreUnderscoresOfNames()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event("2025-10-28T03:00:00Z", "x", """{"resource.service.name":"shop","user.key":"u1"}""")
        );
        await _lake.RunAsync(
            EventTable
                .Ddl.Replace("resource.service.name", "resource_service_name", StringComparison.Ordinal)
                .Replace("`userKey`", "`user_key`", StringComparison.Ordinal)
                .Replace("'case.insensitive' = 'TRUE'", "'dots.in.keys' = 'TRUE'", StringComparison.Ordinal)
        );

        Rows(await _lake.RunAsync("SELECT attributes.resource_service_name, attributes.user_key FROM logall"))
            .ShouldBe("shop|u1");
    }

    [Fact]
    public async Task Select_ValuesThatAreNotTexts_AreTheirJsonText()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event(
                "2025-10-28T03:00:00Z",
                "x",
                """{"quantity":1.50,"items":[1, {"a":"b"}],"userKey":true,"resource.service.name":null}"""
            )
        );

        Rows(await RunAsync(Read)).ShouldBe("""2025-10-28 03:00:00.000|x|true|∅|1.50|[1,{"a":"b"}]|03""");
    }

    [Fact]
    public async Task Select_EscapesAndUnicode_AreRead()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event(
                "2025-10-28T03:00:00Z",
                "x",
                """{"userKey":"a\"b\n\u00e9\ud83d\ude42 한글","quantity":""}"""
            )
        );

        Rows(await RunAsync("SELECT attributes.userkey, length(attributes.quantity) FROM logall"))
            .ShouldBe("a\"b\né🙂 한글|0");
    }

    [Fact]
    public async Task Select_DamagedLines_AreSkippedAndCounted()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event("2025-10-28T03:00:00Z", "good", "{}"),
            "{\"timestamp\":\"2025-10-28T03:00:01Z\",\"body\":",
            "not json",
            "[1]",
            string.Empty,
            EventTable.Event("no time", "bad", "{}"),
            """{"body":"\ud800"}""",
            """{"timestamp":null,"body":"also good"} """
        );

        var result = await RunAsync("SELECT body FROM logall ORDER BY body");

        Rows(result).ShouldBe("?\nalso good\ngood\n∅\n∅");
        result.SkippedLines.ShouldBe(3);
    }

    [Fact]
    public async Task Select_SameFilesAgain_CountsDamagedLinesAndBytesAgain()
    {
        var path = _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event("2025-10-28T03:00:00Z", "good", "{}"),
            "damaged"
        );

        var first = await RunAsync("SELECT body FROM logall");
        var second = await RunAsync("SELECT body FROM logall");

        (second.SkippedLines, second.DataScannedBytes).ShouldBe((1, new FileInfo(path).Length));
        first.DataScannedBytes.ShouldBe(second.DataScannedBytes);
    }

    [Fact]
    public async Task Select_FileChanged_ReadsTheNewRows()
    {
        _lake.Write($"{EventTable.Hour(10, 28, 3)}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "old", "{}"));
        await RunAsync("SELECT body FROM logall");
        _lake.Write($"{EventTable.Hour(10, 28, 3)}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "newer", "{}"));

        Rows(await RunAsync("SELECT body FROM logall")).ShouldBe("newer");
    }

    [Fact]
    public async Task Select_CacheDeleted_IsBuiltAgain()
    {
        _lake.Write($"{EventTable.Hour(10, 28, 3)}/a.json", EventTable.Event("2025-10-28T03:00:00Z", "x", "{}"));
        await RunAsync("SELECT body FROM logall");
        Directory.Delete(Path.Combine(_lake.Folder, ".localaws", "cache"), recursive: true);

        Rows(await RunAsync("SELECT body FROM logall")).ShouldBe("x");
    }

    [Theory]
    [InlineData("_hidden.json")]
    [InlineData(".hidden.json")]
    [InlineData("_temporary/a.json")]
    public async Task Select_HiddenPath_IsNotRead(string name)
    {
        _lake.Write($"{EventTable.Hour(10, 28, 3)}/{name}", EventTable.Event("2025-10-28T03:00:00Z", "x", "{}"));

        (await RunAsync("SELECT body FROM logall")).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Select_NoFiles_GivesNoRows()
    {
        var result = await RunAsync("SELECT count(*), max(attributes.userkey) FROM logall");

        (Rows(result), result.DataScannedBytes).ShouldBe(("0|∅", 0));
    }

    [Fact]
    public async Task Select_ParquetBesideJson_ReadsBoth()
    {
        _lake.Write(
            $"{EventTable.Hour(10, 28, 3)}/a.json",
            EventTable.Event("2025-10-28T03:00:00Z", "json", """{"userKey":"u1"}""")
        );
        await _lake.RunAsync(
            """
            CREATE TABLE written WITH (format = 'PARQUET', external_location = 's3://results/written/') AS
            SELECT TIMESTAMP '2025-10-28 04:00:00.000' AS timestamp, 'parquet' AS body, CAST(ROW('u2', 'x') AS row(userKey varchar, other varchar)) AS attributes
            """
        );
        var target = Path.Combine(_lake.Folder, EventTable.Hour(10, 28, 4), "b.parquet");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(Directory.GetFiles(Path.Combine(_lake.Folder, "results", "written")).Single(), target);

        Rows(await RunAsync("SELECT body, attributes.userkey, attributes.quantity, hour FROM logall ORDER BY hour"))
            .ShouldBe("json|u1|∅|03\nparquet|u2|∅|04");
    }

    [Fact]
    public async Task Select_TypedColumns_AreConverted()
    {
        _lake.Write(
            "data/t/a.json",
            """{"id":7,"price":"1.25","ok":true,"day":"2025-01-02","tags":["a","b"],"attributes":{"k":"v","n":1},"deep":{"more":{"x":1}}}""",
            """{"id":"no","price":2,"attributes":null}"""
        );
        await _lake.RunAsync(
            """
            CREATE EXTERNAL TABLE typed (id bigint, price decimal(9,2), ok boolean, day date, tags array<string>, attributes map<string,string>, deep struct<more:struct<x:int>>)
            ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://data/t/'
            """
        );

        var rows = await _lake.RowsAsync(
            "SELECT id, price, ok, day, tags, attributes['k'], element_at(attributes, 'n'), deep.more.x FROM typed WHERE id = 7 UNION ALL SELECT id, price, ok, day, tags, element_at(attributes, 'k'), NULL, deep.more.x FROM typed WHERE id IS NULL"
        );

        rows.ShouldBe(["7|1.25|true|2025-01-02|[a, b]|v|1|1", "∅|2.00|∅|∅|∅|∅|∅|∅"]);
    }

    [Fact]
    public async Task Select_MapOfTexts_HoldsOtherValuesByTheirJsonText()
    {
        _lake.Write(
            "data/m/a.json",
            """{"m":{"a":1.50,"b":1E+2,"c":true,"d":{"x": [1]},"e":"first","f":null,"g":"신\n🧴\"","e":"last"}}"""
        );
        await _lake.RunAsync(
            "CREATE EXTERNAL TABLE maps (m map<string,string>) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/m/'"
        );

        var rows = await _lake.RowsAsync("SELECT m['a'], m['b'], m['c'], m['d'], m['e'], m['f'], m['g'] FROM maps");

        rows.ShouldBe(["1.50|1E+2|true|{\"x\":[1]}|last|∅|신\n🧴\""]);
    }
}
