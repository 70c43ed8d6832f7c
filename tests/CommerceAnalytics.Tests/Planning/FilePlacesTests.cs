using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;
using CommerceAnalytics.Tests.Summaries;

namespace CommerceAnalytics.Tests.Planning;

/// <summary>Places in a statement, told as places in the summary's file.</summary>
public class FilePlacesTests
{
    // Line 35 of it is line 6 of the SELECT, with a place that the program fills.
    private static readonly string Text = BrokenFiles.Sound.Replace(
        "FROM events",
        "FROM events WHERE {{search_click_minutes}} > 0 AND true",
        StringComparison.Ordinal
    );

    private static readonly Summary Summary = SummaryFile.Read("cart_pages.sql", Text).Summary!;

    [Theory]
    [InlineData("count(*)", "33:5")]
    [InlineData("count(DISTINCT", "34:5")]
    [InlineData("user_key) AS users", "34:20")]
    [InlineData("FROM events WHERE", "35:1")]
    [InlineData("> 0 AND true", "35:44")]
    [InlineData("AND true", "35:48")]
    [InlineData("CAST(users AS bigint)", "25:1")]
    public void InFile_APlaceOfTheFile_IsToldByTheFile(string at, string place)
    {
        foreach (var statement in Statements())
            FilePlaces
                .InFile($"TYPE_MISMATCH: {PlaceOf(at, statement)}: not so", Summary, statement)
                .ShouldBe($"TYPE_MISMATCH: cart_pages.sql:{place}: not so");
    }

    [Theory]
    [InlineData("WITH")]
    [InlineData("logged AS (")]
    [InlineData("CAST(DATE")]
    [InlineData("ORDER BY adds")]
    public void InFile_APlaceOfTheProgram_StaysAsItIs(string at)
    {
        foreach (var statement in Statements())
        {
            var message = $"SYNTAX_ERROR: {PlaceOf(at, statement)}: not so";
            FilePlaces.InFile(message, Summary, statement).ShouldBe(message);
        }
    }

    [Theory]
    [InlineData("HIVE_BAD_DATA: Error reading field")]
    [InlineData("line 9999:1: beyond the end")]
    [InlineData("line 99999999999:99999999999: no number")]
    public void InFile_NoPlace_StaysAsItIs(string message) =>
        FilePlaces.InFile(message, Summary, Statements()[0]).ShouldBe(message);

    private static string[] Statements()
    {
        var planner = new SummaryPlanner(TestSettings.Sound, new SummarySet([Summary]));
        var date = new DateOnly(2025, 10, 28);
        var fit = EventsTableFit.Documented;
        return
        [
            planner.Plan("shop", "cart_pages", date, fit, "run", 1).CtasSql,
            planner.Trial("shop", "cart_pages", date, fit).RowsSql,
        ];
    }

    private static string PlaceOf(string text, string statement)
    {
        var at = statement.IndexOf(text, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        var before = statement[..at];
        return $"line {before.Count(character => character == '\n') + 1}:{at - before.LastIndexOf('\n')}";
    }
}
