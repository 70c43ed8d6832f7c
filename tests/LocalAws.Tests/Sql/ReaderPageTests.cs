using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

/// <summary>Each row of docs/try/localaws-readers.md: what LocalAws keeps of an odd line.</summary>
public sealed class ReaderPageTests(ReaderPageTests.SharedLake shared) : IClassFixture<ReaderPageTests.SharedLake>
{
    private const string Columns =
        "t timestamp, s string, v varchar(3), n bigint, i int, d double, c decimal(4,2), b boolean, y date, a array<string>, m map<string,string>, "
        + "mi map<bigint,bigint>, r struct<x:string,y_z:bigint>";

    public static TheoryData<ReaderRow> AllRows => [.. ReaderPage.Rows];

    [Theory]
    [MemberData(nameof(AllRows))]
    public async Task LocalAws_OnARowOfThePage_GivesWhatThePageSays(ReaderRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var name = shared.NextName();
        var path = shared.Lake.Write($"logs/{name}/a.json");
        await File.WriteAllBytesAsync(path, ReaderPage.BytesOf(row));
        await shared.Lake.RunAsync(
            $"CREATE EXTERNAL TABLE {name} ({Columns}) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' "
                + $"WITH SERDEPROPERTIES ({ReaderPage.PropertiesOf(row.Section)}) LOCATION 's3://logs/{name}/'"
        );

        Text(await shared.Lake.RunAsync($"SELECT {row.Reads} FROM {name}")).ShouldBe(row.LocalAws, row.ToString());
    }

    [Fact]
    public void Differences_OnThePage_AreLoud()
    {
        var differences = ReaderPage.Rows.Where(row => row.Athena != row.LocalAws);

        differences.ShouldAllBe(row => row.LocalAws.EndsWith("skipped", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_OnThePage_AreEnoughAndNoneTwice()
    {
        var times = ReaderPage.Rows.Where(row => row.Section == ReaderPage.Times).ToList();
        var others = ReaderPage.Rows.Except(times).ToList();

        others.Select(row => row.Line).Distinct().Count().ShouldBeGreaterThanOrEqualTo(150);
        times.Select(row => row.Line).Distinct().Count().ShouldBeGreaterThanOrEqualTo(60);
        ReaderPage.Rows.ShouldBeUnique();
    }

    private static string Text(StatementResult result)
    {
        var rows = result.Rows.Select(row =>
            string.Join(
                ", ",
                row.Select(value =>
                    value switch
                    {
                        null => "NULL",
                        "" => "''",
                        _ => value,
                    }
                )
            )
        );
        var text = string.Join(" / ", rows);
        return result.SkippedLines switch
        {
            0 => text,
            1 when text.Length == 0 => "skipped",
            _ => $"{text}, {result.SkippedLines} skipped",
        };
    }

    /// <summary>One lake for all rows: opening DuckDB takes longer than most statements.</summary>
    public sealed class SharedLake : IDisposable
    {
        private int _names;

        internal Lake Lake { get; } = new();

        public string NextName() => $"odd{Interlocked.Increment(ref _names)}";

        public void Dispose() => Lake.Dispose();
    }
}
