using System.Text.Json;

namespace EndToEnd.Pages;

/// <summary>What compares days and nights: what is missing is said, and no value breaks out.</summary>
public sealed partial class DashboardQueryTests
{
    [Fact]
    public async Task LinesOverNights_OfAProductOrTermThatIsNone_HaveNoAmount()
    {
        var lines = (await PanelsAsync())
            .Where(panel => panel.Title.StartsWith("A ", StringComparison.Ordinal))
            .ToList();
        lines.Count.ShouldBe(2);
        foreach (var value in Hostile.Where(value => value.Length > 0))
        {
            foreach (var panel in lines)
            {
                var (status, answer) = await lake.PostAsync(
                    $"/pages/dashboard/panels/{panel.Id}",
                    Values("theshop_brand", value)
                );
                status.ShouldBe(200, $"{value}: {answer}");
                var rows = answer.GetProperty("rows").EnumerateArray().ToList();
                rows.Count.ShouldBe(2, "the nights that history has");
                rows.ShouldAllBe(row => row[1].GetString() == value && row[2].ValueKind == JsonValueKind.Null);
            }
        }
    }

    [Theory]
    [InlineData("period")]
    [InlineData("compare")]
    [InlineData("night")]
    public async Task Compared_WithDaysThatAreNone_AreRefused(string variable)
    {
        var panel = (await PanelsAsync()).Single(panel => panel.Title == "Up or down, figure by figure");
        foreach (var value in Hostile)
        {
            var (status, answer) = await lake.PostAsync(
                $"/pages/dashboard/panels/{panel.Id}",
                new Dictionary<string, string>(Values("theshop_brand")) { [variable] = value }
            );
            status.ShouldBe(422, $"{value}: {answer}");
        }
    }

    [Theory]
    [InlineData("2026-03-29'; DROP TABLE x")]
    [InlineData("now-90d")]
    public async Task Panel_WithATimeRangeThatIsNone_IsRefused(string from)
    {
        var panel = (await PanelsAsync()).Single(panel => panel.Title == "Revenue by day");
        var (status, answer) = await lake.PostAsync(
            $"/pages/dashboard/panels/{panel.Id}",
            new Dictionary<string, string>(Values("theshop_brand")) { ["__from"] = from }
        );

        status.ShouldBe(400);
        answer.GetProperty("detail").GetString()!.ShouldContain("is no time");
    }

    /// <summary>A shop whose first night was less than a week ago, and one whose night a week ago is missing.</summary>
    [Theory]
    [InlineData("2026-03-23", "not compared: the first night is 2026-03-29")]
    [InlineData("2026-01-01", "compared")]
    public async Task NightsCompared_OfARangeThatBeginsThen_SaysWhatIsMissing(string from, string state)
    {
        var panels = await PanelsAsync();
        var values = new Dictionary<string, string>(Values("theshop_brand")) { ["__from"] = $"{from}T00:00:00Z" };

        (await StatesAsync(panels, values)).ShouldAllBe(row => row == state);
        var rose = await RowsAsync(panels, "Products that rose", values);
        (rose.Count > 0).ShouldBe(state == "compared", "nothing is compared with a night that is not there");
    }

    /// <summary>The overview is of a later night: that table was held, or failed.</summary>
    [Fact]
    public async Task NightsCompared_OfATableOfAnEarlierNight_SayThatItIsHeldOrFailed()
    {
        var values = new Dictionary<string, string>(Values("theshop_brand")) { ["night"] = "2026-03-30" };

        (await StatesAsync(await PanelsAsync(), values)).ShouldAllBe(state =>
            state == "compared, but no night since 2026-03-29: the table is held, or failed"
        );
    }

    [Fact]
    public async Task NightsCompared_WithoutTheNightAWeekBefore_NamesIt()
    {
        // The newest night of this range is the one of the backfill; an earlier one is made up.
        await CommandLine.QueryAsync(
            lake.Lake,
            "ALTER TABLE log_db.pipeline_history_search_analytics ADD PARTITION (service = 'theshop-pharmacy', night = '2026-03-10') LOCATION 's3://commerce-results/odd/night/'"
        );
        await CommandLine.QueryAsync(
            lake.Lake,
            "CREATE TABLE log_db.odd_night WITH (format = 'PARQUET', external_location = 's3://commerce-results/odd/night/') AS SELECT 'x' AS search_query, CAST(1 AS bigint) AS search_count"
        );
        var values = new Dictionary<string, string>(Values("theshop_pharmacy")) { ["__to"] = "2026-03-22T23:59:59Z" };

        (await StatesAsync(await PanelsAsync(), values)).ShouldContain("not compared: the night 2026-03-15 is missing");
    }

    /// <summary>The page says of each panel which days its table covers: those that the table itself has.</summary>
    [Fact]
    public async Task Windows_OfAShop_AreThoseOfItsTables()
    {
        var (_, windows) = await lake.PostAsync("/pages/dashboard/windows", Values("theshop_brand"));

        var told = windows
            .EnumerateArray()
            .ToDictionary(Type, window => (Day(window, "first_day"), Day(window, "last_day")));
        told.Count.ShouldBe(7);
        foreach (var (type, days) in told)
        {
            var own = await CommandLine.QueryAsync(
                lake.Lake,
                $"SELECT DISTINCT CAST(window_start AS varchar) AS first_day, CAST(window_end AS varchar) AS last_day FROM theshop_brand_commerce_{type}_summary"
            );
            var row = JsonDocument.Parse(own).RootElement.EnumerateArray().ShouldHaveSingleItem();
            days.ShouldBe((Day(row, "first_day"), Day(row, "last_day")), type);
        }

        static string Type(JsonElement window) => window.GetProperty("query_type").GetString()!;
        static string Day(JsonElement row, string name) => row.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task Windows_OfAShopThatIsNone_AreNone()
    {
        foreach (var value in Hostile)
        {
            var (status, windows) = await lake.PostAsync("/pages/dashboard/windows", Values(value));
            (status, windows.GetArrayLength()).ShouldBe((200, 0), value);
        }
    }

    private async Task<List<string>> StatesAsync(List<Panel> panels, Dictionary<string, string> values) =>
        (await RowsAsync(panels, "Nights compared", values)).ConvertAll(row => row[3]!);
}
