using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

public class SearchAnalyticsTests
{
    [Fact]
    public async Task Rows_Terms_AreTrimmedLowerAndFromEitherAttribute()
    {
        var rows = await HandMade.OwnRowsAsync(
            "search_analytics",
            [
                HandMade.Event(
                    "10:00:00",
                    "commerce.search",
                    ("query", " Shoe\n"),
                    ("sessionId", "s1"),
                    ("userKey", "u1"),
                    ("resultCount", "0")
                ),
                HandMade.Event(
                    "10:00:01",
                    "commerce.search",
                    ("query", " \t"),
                    ("payload_query", "SHOE"),
                    ("sessionId", "s2"),
                    ("userKey", "u1"),
                    ("resultCount", "none")
                ),
                HandMade.Event(
                    "10:00:02",
                    "commerce.search",
                    ("query", "shoe"),
                    ("payload_query", "hat"),
                    ("resultCount", "12")
                ),
                HandMade.Event("10:00:03", "commerce.search", ("query", "크림")),
                HandMade.Event("10:00:04", "commerce.search", ("query", ""), ("payload_query", " ")),
            ]
        );

        rows.ShouldHoldTheRows([
            ["shoe", 3L, 1L, 2L, 0L, 0.0, 1L, 50.0],
            ["크림", 1L, 0L, 0L, 0L, 0.0, null, null],
        ]);
    }

    [Fact]
    public async Task Rows_ClickWithoutATerm_BelongsToTheLatestSearchOfItsSession()
    {
        var rows = await ClicksAsync(
            Search("10:00:00", "s1", "a"),
            Search("10:05:00", "s1", "b"),
            Search("10:06:00", "s2", "c"),
            Click("10:10:00", "s1")
        );

        rows.ShouldBe([("a", 0L), ("b", 1L), ("c", 0L)]);
    }

    [Fact]
    public async Task Rows_ClickWithATerm_BelongsToTheLatestSearchWithThatTerm()
    {
        var rows = await ClicksAsync(
            Search("10:00:00", "s1", "a"),
            Search("10:05:00", "s1", "b"),
            Click("10:10:00", "s1", " A "),
            Click("10:11:00", "s1", "never searched")
        );

        rows.ShouldBe([("a", 1L), ("b", 0L)]);
    }

    [Theory]
    [InlineData("10:30:00", 30, 1L)]
    [InlineData("10:30:00.001", 30, 0L)]
    [InlineData("10:00:00", 30, 1L)]
    [InlineData("09:59:59.999", 30, 0L)]
    [InlineData("10:05:00.001", 5, 0L)]
    public async Task Rows_ClickTooEarlyOrTooLate_BelongsToNone(string clickedAt, int minutes, long clicks)
    {
        var settings = TestSettings.Sound with { SearchClickWindowMinutes = minutes };
        var rows = await HandMade.OwnRowsAsync(
            "search_analytics",
            [Click(clickedAt, "s1"), Search("10:00:00", "s1", "a")],
            settings
        );

        rows.TermsAndClicks().ShouldBe([("a", clicks)]);
    }

    [Fact]
    public async Task Rows_LaterSearchTooOldForTheClick_DoesNotHandItOn() =>
        (
            await ClicksAsync(
                Search("10:00:00", "s1", "a"),
                Click("10:31:00", "s1", "a"),
                Search("10:31:00", "s1", "b")
            )
        ).ShouldBe([("a", 0L), ("b", 0L)]);

    [Fact]
    public async Task Rows_SearchesAtOneTimestamp_TheTermThatSortsLastIsTheLatest() =>
        (
            await ClicksAsync(
                Search("10:00:00", "s1", "🧴"),
                Search("10:00:00", "s1", "ﬀ"),
                Search("10:00:00", "s1", "z"),
                Click("10:00:00", "s1")
            )
        ).ShouldBe([("z", 0L), ("ﬀ", 0L), ("🧴", 1L)]);

    [Fact]
    public async Task Rows_ManyClicksOfOneSearch_AreOne() =>
        (
            await ClicksAsync(
                Search("10:00:00", "s1", "a"),
                Search("10:02:00", "s1", "a"),
                Click("10:00:01", "s1"),
                Click("10:00:02", "s1", "a")
            )
        ).ShouldBe([("a", 1L)]);

    [Fact]
    public async Task Rows_SearchLoggedTwice_HasOneClickAndHalfTheRate()
    {
        var rows = await HandMade.OwnRowsAsync(
            "search_analytics",
            [Search("10:00:00", "s1", "a"), Search("10:00:00", "s1", "a"), Click("10:00:01", "s1")]
        );

        rows.ShouldHoldTheRows([
            ["a", 2L, 0L, 1L, 1L, 50.0, null, null],
        ]);
    }

    [Fact]
    public async Task Rows_WithoutASession_NothingIsClicked() =>
        (
            await ClicksAsync(
                Search("10:00:00", null, "a"),
                Search("10:00:00", "", "a"),
                Click("10:00:01", null),
                Click("10:00:01", "", "a")
            )
        ).ShouldBe([("a", 0L)]);

    [Fact]
    public async Task Rows_SearchWithoutATerm_TakesNoClicks() =>
        (
            await ClicksAsync(Search("10:00:00", "s1", "a"), Search("10:01:00", "s1", " "), Click("10:02:00", "s1"))
        ).ShouldBe([("a", 1L)]);

    [Fact]
    public async Task Rows_SearchBeforeTheWindow_TakesNoClicks()
    {
        LogEvent At(string utc, string body, string? term) =>
            LogEvent.At(utc, body, ("resource.service.name", "theshop-brand"), ("sessionId", "s1"), ("query", term));

        var rows = await HandMade.OwnRowsAsync(
            "search_analytics",
            [
                At("2025-10-20T23:59:00Z", "commerce.search", "a"),
                At("2025-10-21T00:01:00Z", "commerce.search.result_click", null),
                At("2025-10-21T00:02:00Z", "commerce.search", "b"),
            ]
        );

        rows.TermsAndClicks().ShouldBe([("b", 0L)]);
    }

    private static async Task<List<(string Term, long Clicks)>> ClicksAsync(params LogEvent[] log) =>
        (await HandMade.OwnRowsAsync("search_analytics", log)).TermsAndClicks();

    private static LogEvent Search(string time, string? session, string term) =>
        HandMade.Event(time, "commerce.search", ("sessionId", session), ("query", term));

    private static LogEvent Click(string time, string? session, string? term = null) =>
        HandMade.Event(time, "commerce.search.result_click", ("sessionId", session), ("payload_query", term));
}

internal static class SearchRows
{
    /// <summary>Term and clicks of each row, in the order of terms by their bytes.</summary>
    public static List<(string Term, long Clicks)> TermsAndClicks(this IReadOnlyList<object?[]> rows) =>
        [.. rows.Select(row => ((string)row[0]!, (long)row[4]!)).OrderBy(row => row.Item1, Utf8Order.Instance)];
}
