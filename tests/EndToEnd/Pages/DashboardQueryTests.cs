using System.Globalization;
using System.Text.Json;

namespace EndToEnd.Pages;

/// <summary>
/// Every query of the dashboard, for every value of its variables and for hostile ones, through Athena's API.
/// </summary>
public sealed partial class DashboardQueryTests(ServedLake lake) : IClassFixture<ServedLake>
{
    /// <summary>What somebody might put into a link.</summary>
    private static readonly string[] Hostile =
    [
        "",
        "'",
        "\"",
        "theshop_brand\" UNION SELECT * FROM \"x",
        "x'; DROP TABLE log_db.logall; --",
        "${service}",
        "$__timeFilter(x)",
        "../..",
        "<b>x</b>",
        "한글 🎄",
        "a\nb",
    ];

    [Fact]
    public async Task Panels_ForEveryValueOfTheirVariables_HaveRows()
    {
        var all = await AllValuesAsync();
        var empty = new List<string>();
        var asked = 0;
        foreach (var panel in await PanelsAsync())
        {
            foreach (var values in all.DistinctBy(panel.Reads))
            {
                var (status, answer) = await lake.PostAsync($"/pages/dashboard/panels/{panel.Id}", values);
                status.ShouldBe(200, $"{panel.Title} with {JsonSerializer.Serialize(values)}: {answer}");
                answer.GetProperty("columns").GetArrayLength().ShouldBeGreaterThan(0);
                asked++;
                if (answer.GetProperty("rows").GetArrayLength() == 0)
                    empty.Add(panel.Title);
            }
        }

        asked.ShouldBeGreaterThan(100);
        empty.Distinct().ShouldBe(["Failed tables"]);
    }

    /// <summary>A mean of the terms' rates would count a term of one search like one of thousands.</summary>
    [Fact]
    public async Task ClickThrough_IsTheClickedOfAllSearches()
    {
        var gauge = (await PanelsAsync()).Single(panel => panel.Title == "Search click-through");
        var expected = await CommandLine.QueryAsync(
            lake.Lake,
            "SELECT 100.0 * SUM(click_count) / SUM(search_count) AS share FROM theshop_brand_commerce_search_analytics_summary"
        );

        var (_, answer) = await lake.PostAsync($"/pages/dashboard/panels/{gauge.Id}", Values("theshop_brand"));

        var shown = double.Parse(answer.GetProperty("rows")[0][0].GetString()!, CultureInfo.InvariantCulture);
        var share = JsonDocument.Parse(expected).RootElement[0].GetProperty("share").GetDouble();
        shown.ShouldBe(share, tolerance: 0.06);
        shown.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Panels_WithAServiceThatIsNone_FindNoTableAndDoNothingElse()
    {
        var panels = await PanelsAsync();
        var tables = await CommandLine.QueryAsync(lake.Lake, "SHOW TABLES IN log_db");
        foreach (var value in Hostile)
        {
            foreach (
                var panel in panels
                    .Where(panel => panel.Sql.Contains("${service:percentencode}", StringComparison.Ordinal))
                    .Take(3)
            )
            {
                var (status, answer) = await lake.PostAsync($"/pages/dashboard/panels/{panel.Id}", Values(value));
                status.ShouldBe(422, $"{value}: {answer}");
                answer.GetProperty("detail").GetString()!.ShouldContain("does not exist");
            }
        }

        (await CommandLine.QueryAsync(lake.Lake, "SHOW TABLES IN log_db")).ShouldBe(tables);
    }

    [Fact]
    public async Task Panels_WithAnActionOrCategoryThatIsNone_FindNothing()
    {
        var panels = await PanelsAsync();
        foreach (var value in Hostile)
        {
            foreach (var panel in panels.Where(panel => panel.Title.Contains("chosen", StringComparison.Ordinal)))
            {
                var (status, answer) = await lake.PostAsync(
                    $"/pages/dashboard/panels/{panel.Id}",
                    Values("theshop_brand", chosen: value)
                );
                status.ShouldBe(200, $"{value}: {answer}");
                var rows = answer.GetProperty("rows").EnumerateArray().ToList();
                rows.ShouldAllBe(row => row.EnumerateArray().All(cell => cell.ValueKind == JsonValueKind.Null), value);
            }
        }
    }

    [Fact]
    public async Task RowsOfOneSummary_OfASummaryThatIsNone_FindsNoTable()
    {
        var panel = (await PanelsAsync()).Single(panel => panel.Title == "Rows of one summary");
        foreach (var value in Hostile)
        {
            var (status, answer) = await lake.PostAsync(
                $"/pages/dashboard/panels/{panel.Id}",
                Values("theshop_brand", value)
            );
            status.ShouldBe(422, $"{value}: {answer}");
            answer.GetProperty("detail").GetString()!.ShouldContain("does not exist");
        }
    }

    [Fact]
    public async Task BusiestHour_OfAShopWithoutEvents_IsNone()
    {
        await TableAsync(
            "silent",
            "hourly_traffic",
            "SELECT hour, CAST(0 AS bigint) AS sessions FROM UNNEST(sequence(0, 23)) AS t (hour)"
        );

        (await RowsAsync("silent", "Busiest hour")).ShouldBeEmpty();
    }

    [Fact]
    public async Task SearchClickThrough_OfTermsThatDiffer_IsClicksOverSearches()
    {
        await TableAsync(
            "odd",
            "search_analytics",
            "SELECT * FROM (VALUES (90, 0, 0.0), (10, 10, 100.0), (5, 5, 100.0)) AS t (search_count, click_count, click_through_rate)"
        );

        // A mean of the rates would be 66.7 %, and one without rare terms 50 %.
        Number((await RowsAsync("odd", "Search click-through")).Single()[0]).ShouldBe(100m * 15 / 105, 0.0001m);
    }

    [Fact]
    public async Task SearchClickThrough_WithoutSearches_IsUnknown()
    {
        await TableAsync("calm", "search_analytics", "SELECT 1 AS search_count, 0 AS click_count WHERE false");

        (await RowsAsync("calm", "Search click-through")).Single().ShouldBe([null]);
    }

    [Fact]
    public async Task Purchases_OfDaysWithout_AreGapsAndNotLeftOut()
    {
        await PurchasesAsync("rare");

        var revenue = await RowsAsync("rare", "Revenue by day");
        revenue
            .Select(row => row[0]![..10])
            .ShouldBe(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]);
        revenue.Select(row => row[1] is null ? (decimal?)null : Number(row[1])).ShouldBe([null, 10m, null, 20m, null]);
        var purchases = await RowsAsync("rare", "Purchases by payment method");
        purchases.Where(row => row[1] == "card").Select(row => row[2]).ShouldBe([null, "1000", null, "1000", null]);
    }

    [Fact]
    public async Task AmountKnown_OfAllButOne_IsNot100()
    {
        await PurchasesAsync("nearly");

        Number((await RowsAsync("nearly", "Revenue in 90 days")).Single()[1]).ShouldBe(99.9m);
    }

    [Theory]
    [InlineData("/pages/dashboard/panels/999", 404)]
    [InlineData("/pages/dashboard/variables/nonsense", 404)]
    public async Task Ask_ForWhatTheDashboardHasNot_Gets404(string path, int status) =>
        (await lake.PostAsync(path, new { service = "theshop_brand" })).Status.ShouldBe(status);

    [Fact]
    public async Task Pages_WithoutAKey_SayNothing()
    {
        using var http = new HttpClient { BaseAddress = lake.Serving.Http.BaseAddress };

        ((int)(await http.GetAsync(new Uri("/dashboard", UriKind.Relative))).StatusCode).ShouldBe(200);
        ((int)(await http.GetAsync(new Uri("/pages/dashboard/definition", UriKind.Relative))).StatusCode).ShouldBe(401);
        ((int)(await http.PostAsync(new Uri("/pages/dashboard/panels/2", UriKind.Relative), null)).StatusCode).ShouldBe(
            401
        );
    }

    /// <summary>Each service with its own actions, categories and summaries.</summary>
    private async Task<IReadOnlyList<Dictionary<string, string>>> AllValuesAsync()
    {
        var all = new List<Dictionary<string, string>>();
        foreach (var service in await ValuesAsync("service", []))
        {
            var given = Values(service);
            var (actions, categories) = (await ValuesAsync("action", given), await ValuesAsync("category", given));
            var summaries = await ValuesAsync("summary", given);
            for (var i = 0; i < Math.Max(actions.Count, categories.Count); i++)
                all.Add(
                    new(given)
                    {
                        ["action"] = actions[i % actions.Count],
                        ["category"] = categories[i % categories.Count],
                        ["summary"] = summaries[i % summaries.Count],
                        ["product"] = "",
                        ["term"] = "",
                    }
                );
        }

        return all;
    }

    /// <summary>Values of all variables; what a person chooses is <paramref name="chosen"/>.</summary>
    private static Dictionary<string, string> Values(string service, string chosen = "x") =>
        new()
        {
            ["service"] = service,
            ["period"] = "7",
            ["compare"] = "0",
            ["night"] = ServedLake.Date,
            ["action"] = chosen,
            ["category"] = chosen,
            ["summary"] = chosen,
            ["product"] = chosen,
            ["term"] = chosen,
            ["__from"] = "2026-01-01T00:00:00Z",
            // The runs of the lake are of the day on which the test runs.
            ["__to"] = "2999-12-31T23:59:59Z",
        };

    /// <summary>1,999 of 2,000 purchases have an amount; two of the window's five days have purchases.</summary>
    private Task PurchasesAsync(string service) =>
        TableAsync(
            service,
            "purchase_analytics",
            """
            SELECT *, DATE '2026-03-01' AS window_start, DATE '2026-03-05' AS window_end
            FROM (VALUES (DATE '2026-03-02', 'card', 999, 1000, 10.0), (DATE '2026-03-04', 'card', 1000, 1000, 20.0))
                AS t (purchase_date, payment_method, purchases_with_amount, purchase_count, total_revenue)
            """
        );

    /// <summary>A summary table of a shop, with what a panel reads of it.</summary>
    private Task TableAsync(string service, string queryType, string select) =>
        CommandLine.QueryAsync(
            lake.Lake,
            $"CREATE TABLE log_db.{service}_commerce_{queryType}_summary WITH (format = 'PARQUET', external_location = 's3://commerce-results/odd/{service}/{queryType}/') AS {select}"
        );

    private async Task<List<string?[]>> RowsAsync(string service, string title) =>
        await RowsAsync(await PanelsAsync(), title, Values(service));

    private async Task<List<string?[]>> RowsAsync(List<Panel> panels, string title, Dictionary<string, string> values)
    {
        var panel = panels.Single(panel => panel.Title == title);
        var (status, answer) = await lake.PostAsync($"/pages/dashboard/panels/{panel.Id}", values);
        status.ShouldBe(200, answer.ToString());
        return
        [
            .. answer
                .GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(cell => cell.GetString()).ToArray()),
        ];
    }

    private static decimal Number(string? text) =>
        decimal.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private async Task<List<string>> ValuesAsync(string variable, Dictionary<string, string> given)
    {
        var (status, answer) = await lake.PostAsync($"/pages/dashboard/variables/{variable}", given);
        status.ShouldBe(200, answer.ToString());
        return [.. answer.GetProperty("rows").EnumerateArray().Select(row => row[0].GetString()!)];
    }

    private async Task<List<Panel>> PanelsAsync()
    {
        var dashboard = await lake.Serving.GetAsync("/pages/dashboard/definition");
        return
        [
            .. dashboard
                .GetProperty("panels")
                .EnumerateArray()
                .Where(panel => panel.TryGetProperty("targets", out _))
                .Select(panel => new Panel(
                    panel.GetProperty("id").GetInt32(),
                    panel.GetProperty("title").GetString()!,
                    panel.GetProperty("targets")[0].GetProperty("rawSQL").GetString()!
                )),
        ];
    }

    private sealed record Panel(int Id, string Title, string Sql)
    {
        /// <summary>The values of the variables that it names: others do not change what it asks.</summary>
        public string Reads(Dictionary<string, string> values)
        {
            var named = values.Where(value => Sql.Contains($"${value.Key}") || Sql.Contains($"${{{value.Key}"));
            return JsonSerializer.Serialize(named);
        }
    }
}
