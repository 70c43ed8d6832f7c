using System.Globalization;
using System.Text.Json;

namespace EndToEnd.Pages;

/// <summary>Every query of the dashboard, for every value of its variables and for hostile ones, through Athena's API.</summary>
public sealed class DashboardQueryTests(ServedLake lake) : IClassFixture<ServedLake>
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
        var panels = await PanelsAsync();
        var (asked, empty) = (0, new List<string>());
        foreach (var values in await AllValuesAsync())
        {
            foreach (var panel in panels)
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

        var (_, answer) = await lake.PostAsync(
            $"/pages/dashboard/panels/{gauge.Id}",
            new
            {
                service = "theshop_brand",
                action = "x",
                category = "x",
            }
        );

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
                var panel in panels.Where(panel => panel.Sql.Contains("${service:", StringComparison.Ordinal)).Take(3)
            )
            {
                var (status, answer) = await lake.PostAsync(
                    $"/pages/dashboard/panels/{panel.Id}",
                    new
                    {
                        service = value,
                        action = "x",
                        category = "x",
                    }
                );
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
                    new
                    {
                        service = "theshop_brand",
                        action = value,
                        category = value,
                    }
                );
                status.ShouldBe(200, $"{value}: {answer}");
                var rows = answer.GetProperty("rows").EnumerateArray().ToList();
                rows.ShouldAllBe(row => row.EnumerateArray().All(cell => cell.ValueKind == JsonValueKind.Null), value);
            }
        }
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

    /// <summary>Each service with its own actions and categories; what a panel does not use is not multiplied out.</summary>
    private async Task<IReadOnlyList<Dictionary<string, string>>> AllValuesAsync()
    {
        var all = new List<Dictionary<string, string>>();
        foreach (var service in await ValuesAsync("service", []))
        {
            var given = new Dictionary<string, string> { ["service"] = service };
            var (actions, categories) = (await ValuesAsync("action", given), await ValuesAsync("category", given));
            for (var i = 0; i < Math.Max(actions.Count, categories.Count); i++)
                all.Add(
                    new(given)
                    {
                        ["action"] = actions[i % actions.Count],
                        ["category"] = categories[i % categories.Count],
                    }
                );
        }

        return all;
    }

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

    private sealed record Panel(int Id, string Title, string Sql);
}
