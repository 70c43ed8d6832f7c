using System.Text.Json;

namespace LocalHost.Tests.Pages;

/// <summary>
/// What moved, from two nights of made-up products and search terms: what is new or lost has a change, exact where its
/// night lists everything, and else what it changed at least.
/// </summary>
public sealed class DashboardMovedTests : IDisposable
{
    private const string Night = "2026-05-15";
    private const string WeekBefore = "2026-05-08";
    private const int LastNow = 3;
    private const int LastBefore = 5;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Products", 100)]
    [InlineData("Search terms", 200)]
    public async Task Moved_OnNightsThatListAll_AreByHowManyExactly(string what, int most)
    {
        var rows = Rows(most - 2, lost: 40, added: 50);

        (await MovedAsync($"{what} that fell", rows, "lost")).ShouldBe((-40, 0, 40, "lost"));
        (await MovedAsync($"{what} that rose", rows, "added")).ShouldBe((50, 50, 0, "new"));
    }

    [Theory]
    [InlineData("Products", 100)]
    [InlineData("Search terms", 200)]
    public async Task Moved_OnNightsThatListTheFirstAlone_AreByHowManyAtLeast(string what, int most)
    {
        var rows = Rows(most - 1, lost: 40, added: 50);

        (await MovedAsync($"{what} that fell", rows, "lost")).ShouldBe((LastNow - 40, null, 40, "lost, at least"));
        (await MovedAsync($"{what} that rose", rows, "added")).ShouldBe((50 - LastBefore, 50, null, "new, at least"));
    }

    /// <summary>Of what a night does not list it is known alone that it is no more than the last one that is listed.</summary>
    [Theory]
    [InlineData("Products", 100)]
    [InlineData("Search terms", 200)]
    public async Task Moved_WhatMayHaveRisenOrFallen_IsInNeither(string what, int most)
    {
        var lost = Rows(most - 1, lost: 3, added: 50, lastNow: 5, lastBefore: 3);
        var added = Rows(most - 1, lost: 50, added: 3, lastNow: 3, lastBefore: 5);

        foreach (var way in (string[])["rose", "fell"])
        {
            (await MovedAsync($"{what} that {way}", lost, "lost")).ShouldBeNull();
            (await MovedAsync($"{what} that {way}", added, "added")).ShouldBeNull();
        }
    }

    /// <summary>A seller's row that fell out of the list is no fall of the product.</summary>
    [Fact]
    public async Task Products_OfWhichANightListsSomeSellers_MovedByWhatIsKnownAtLeast()
    {
        List<string> Sellers(int inBoth, int other) =>
            [
                .. Rows(inBoth, lost: 40, added: 50),
                Row("P|A", 60, Night),
                Row("P|A", 60, WeekBefore),
                Row("P|B", other, WeekBefore),
            ];

        (await MovedAsync("Products that fell", Sellers(98, LastNow), "P")).ShouldBeNull();
        (await MovedAsync("Products that fell", Sellers(98, 10), "P")).ShouldBe((LastNow - 10, null, 70, "at least"));
        (await MovedAsync("Products that fell", Sellers(50, 10), "P")).ShouldBe((-10, 60, 70, ""));
    }

    /// <summary>A shop that begins to log result counts has no more searches without one than before.</summary>
    [Fact]
    public async Task SearchesWithoutAResult_OfAWeekThatCountedNone_AreNotCompared()
    {
        List<string> rows =
        [
            $"('shoe', 70, CAST(NULL AS integer), 'the-shop', '{WeekBefore}')",
            Row("shoe", 70, Night),
            Row("sock", 70, Night),
            Row("sock", 20, WeekBefore),
        ];

        (await MovedAsync("Searches that find nothing more and more", rows, "shoe")).ShouldBeNull();
        (await MovedAsync("Searches that find nothing more and more", rows, "sock")).ShouldBe((25, 35, 10, ""));
    }

    /// <summary>A term that was not listed had no more searches than the last one, so no more without a result.</summary>
    [Fact]
    public async Task SearchesWithoutAResult_OfANewTerm_AreMoreByWhatIsLeftOfItsSearches() =>
        (
            await MovedAsync("Searches that find nothing more and more", Rows(199, lost: 40, added: 50), "added")
        ).ShouldBe((25 - LastBefore, 25, null, "new, at least"));

    public void Dispose() => _folder.Dispose();

    /// <summary>Names that stand in both nights, one that is lost and one that is new. Half of all searches find nothing.</summary>
    private static List<string> Rows(
        int inBoth,
        int lost,
        int added,
        int lastNow = LastNow,
        int lastBefore = LastBefore
    ) =>
        [
            .. Enumerable
                .Range(0, inBoth)
                .SelectMany(i =>
                    (string[])[Row($"name {i}", lastNow, Night), Row($"name {i}", lastBefore, WeekBefore)]
                ),
            Row("lost", lost, WeekBefore),
            Row("added", added, Night),
        ];

    private static string Row(string name, int count, string night) =>
        $"('{name}', {count}, {count / 2}, 'the-shop', '{night}')";

    private async Task<(int Change, int? Now, int? Before, string Note)?> MovedAsync(
        string title,
        List<string> rows,
        string name
    )
    {
        var made = $"(VALUES {string.Join(", ", rows)}) AS h";
        var products =
            $"(SELECT split_part(name, '|', 1) AS productName, 'c' AS category, split_part(name, '|', 2) AS sellerNm, * FROM {made}";
        var answer = await PanelQuery.RowsAsync(
            title,
            _folder,
            ("pipeline_history_product_ranking", $"{products} (name, cart_add_count, half, service, night)) AS p"),
            (
                "pipeline_history_search_analytics",
                $"{made} (search_query, search_count, zero_result_count, service, night)"
            )
        );
        var found = answer.Find(row => row.Values.First().GetString() == name);
        return found is null
            ? null
            : (
                found["change"].GetInt32(),
                Number(found["now"]),
                Number(found["week_before"]),
                found["note"].GetString()!
            );
    }

    private static int? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();
}
