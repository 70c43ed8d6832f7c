using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;

namespace CommerceAnalytics.Tests.Summaries;

public class SummaryFileTests
{
    public static TheoryData<string, string, string> Broken => BrokenFiles.All;

    /// <summary>Those that are names of functions elsewhere (https://trino.io/docs/current/language/reserved.html).</summary>
    [Theory]
    [InlineData("current_role")]
    [InlineData("json_array")]
    [InlineData("json_exists")]
    [InlineData("json_object")]
    [InlineData("json_query")]
    [InlineData("json_table")]
    [InlineData("json_value")]
    [InlineData("listagg")]
    public void Read_ColumnOfAReservedWord_IsRefused(string word)
    {
        var text = BrokenFiles.Sound.Replace("- name: users", $"- name: {word}", StringComparison.Ordinal);

        SummaryFile
            .Read("cart_pages.sql", text)
            .Problems.ShouldContain(problem =>
                problem.ToString().Contains($"'{word}' cannot be a column's name. It is a reserved word")
            );
    }

    [Fact]
    public void Read_SoundFile_HasAllThatItSays()
    {
        var reading = SummaryFile.Read("cart_pages.sql", BrokenFiles.Sound);

        reading.Problems.ShouldBeEmpty();
        var summary = reading.Summary.ShouldNotBeNull();
        summary.QueryType.ShouldBe("cart_pages");
        summary.About.ShouldBe("Where cart adds come from.");
        (summary.WindowDays, summary.Batch, summary.MostRows).ShouldBe((30, 2, 100));
        summary.Top.ShouldBe(new SummaryTop(100, "adds"));
        summary.Key.ShouldBe(["seller", "page"]);
        summary.OwnColumns.ShouldBe([
            new SummaryColumn("seller", "varchar", "who sells it", Unit.None, null, KeyMayBeNull: true) { Line = 15 },
            new SummaryColumn("page", "varchar", "where it was added", Unit.None, null, KeyMayBeNull: false)
            {
                Line = 19,
            },
            new SummaryColumn("adds", "bigint", "cart adds", Unit.None, null, KeyMayBeNull: false) { Line = 22 },
            new SummaryColumn("users", "bigint", "users who added", Unit.None, "adds", KeyMayBeNull: false)
            {
                Line = 25,
            },
        ]);
        summary.Sql.ShouldStartWith("SELECT\n    seller_name AS seller");
        summary.Source.ShouldBe(new SummarySource("cart_pages.sql", NameLine: 2, SqlLine: 30));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenFile_TellsLineAndRemedy(string sound, string broken, string told)
    {
        var text = BrokenFiles.Sound.ReplaceLineEndings("\n") + "\n";
        text.ShouldContain(sound);
        var at = text.IndexOf(sound, StringComparison.Ordinal);
        var reading = SummaryFile.Read("cart_pages.sql", text.Remove(at, sound.Length).Insert(at, broken));

        reading.Summary.ShouldBeNull();
        reading.Problems.ShouldContain(problem =>
            problem.ToString().StartsWith($"cart_pages.sql:{told}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Read_EverythingWrong_TellsAllAtOnceByLine()
    {
        var text = BrokenFiles
            .Sound.Replace("window_days: 30", "window_days: 0", StringComparison.Ordinal)
            .Replace("by: adds", "by: sales", StringComparison.Ordinal)
            .Replace("type: varchar", "type: text", StringComparison.Ordinal)
            .Replace("FROM events", "FROM logall", StringComparison.Ordinal);

        var lines = SummaryFile.Read("cart_pages.sql", text).Problems.Select(problem => problem.Line);

        lines.ShouldBe([4, 7, 16, 20, 30]);
    }

    [Theory]
    [InlineData("page,", "'a -- b' AS x, page, -- it's (\n")]
    [InlineData("page,", "\"page\", /* ; */")]
    [InlineData("FROM events", "FROM  events AS e -- {not a place}")]
    public void Read_TextsAndComments_AreLeftAlone(string sound, string changed) =>
        SummaryFile
            .Read("cart_pages.sql", BrokenFiles.Sound.Replace(sound, changed, StringComparison.Ordinal))
            .Problems.ShouldBeEmpty();
}
