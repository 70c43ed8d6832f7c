using System.Text.Json;
using System.Text.RegularExpressions;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

/// <summary>The dashboard of deploy/grafana, as Grafana and the page both read it.</summary>
public sealed class DashboardFileTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["service"] = "theshop_brand",
        ["action"] = "a",
        ["category"] = "c",
        ["summary"] = "s",
        ["period"] = "7",
        ["compare"] = "0",
        ["night"] = "2026-05-01",
        ["product"] = "",
        ["term"] = "",
        [Interpolation.From] = "2026-02-01T00:00:00Z",
        [Interpolation.To] = "2026-05-01T23:59:59Z",
    };
    private static readonly JsonElement Root = JsonDocument.Parse(DashboardFile.Shipped.Json).RootElement;

    private static IEnumerable<JsonElement> Asking =>
        Root.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _));

    [Fact]
    public void Shipped_IsTheDashboardThatTheGuideNames()
    {
        Root.GetProperty("title").GetString().ShouldBe("commerce-analytics-multi-service");
        Root.GetProperty("uid").GetString()!.Length.ShouldBeLessThanOrEqualTo(40, "Grafana's limit");
        DashboardFile.Shipped.Variables.ShouldBe(["service", "night", "action", "category", "summary"]);
    }

    [Fact]
    public void Shipped_EachQuery_HoldsItsVariablesInAFormatThatIsSafe()
    {
        foreach (
            var sql in DashboardFile
                .Shipped.Panels.Select(id => DashboardFile.Shipped.PanelSql(id)!)
                .Concat(DashboardFile.Shipped.Variables.Select(name => DashboardFile.Shipped.VariableSql(name)!))
        )
            Interpolation.Fill(sql, Values).ShouldNotContain('$');
    }

    [Theory]
    [InlineData("service")]
    [InlineData("action")]
    [InlineData("category")]
    [InlineData("summary")]
    [InlineData("period")]
    [InlineData("compare")]
    [InlineData("night")]
    [InlineData("product")]
    [InlineData("term")]
    public void Shipped_EachVariable_IsUsedByAPanel(string variable) =>
        DashboardFile.Shipped.Panels.ShouldContain(id =>
            DashboardFile.Shipped.PanelSql(id)!.Contains($"${{{variable}:", StringComparison.Ordinal)
        );

    [Fact]
    public void Shipped_ShowsEachOfTheSevenSummaries()
    {
        var all = string.Join('\n', DashboardFile.Shipped.Panels.Select(DashboardFile.Shipped.PanelSql));
        foreach (var summary in SummaryCatalog.All)
            Regex.Count(all, $"_commerce_{summary.QueryType}_summary").ShouldBeGreaterThan(1, summary.QueryType);
    }

    [Fact]
    public void Shipped_EachPanel_HasATitleADescriptionAUnitAndAPlaceOfItsOwn()
    {
        var taken = new HashSet<(int X, int Y)>();
        foreach (var panel in Asking)
        {
            var title = panel.GetProperty("title").GetString();
            title.ShouldNotBeNullOrEmpty();
            panel.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(title);
            panel
                .GetProperty("fieldConfig")
                .GetProperty("defaults")
                .GetProperty("unit")
                .GetString()
                .ShouldNotBeNullOrEmpty(title);
            var place = panel.GetProperty("gridPos");
            var (x, y, w, h) = (
                place.GetProperty("x").GetInt32(),
                place.GetProperty("y").GetInt32(),
                place.GetProperty("w").GetInt32(),
                place.GetProperty("h").GetInt32()
            );
            (x + w).ShouldBeLessThanOrEqualTo(24, title);
            for (var i = 0; i < w * h; i++)
                taken.Add((x + (i % w), y + (i / w))).ShouldBeTrue($"{title} lies on another panel");
        }
    }

    /// <summary>The page puts these together as its first screen, and finds them so.</summary>
    [Theory]
    [InlineData(36, "Days shown")]
    [InlineData(46, "Refreshed")]
    [InlineData(45, "Up or down, figure by figure")]
    [InlineData(51, "Nights compared")]
    public void Shipped_FirstScreen_HasThePanelsThatThePageLooksFor(int id, string title) =>
        Asking
            .Single(panel => panel.GetProperty("id").GetInt32() == id)
            .GetProperty("title")
            .GetString()
            .ShouldBe(title);

    /// <summary>A panel over nights without bounds would read all of history, 400 nights of each shop.</summary>
    [Fact]
    public void Shipped_EachPanelOverNights_BoundsThemByConstants()
    {
        var overNights = DashboardFile
            .Shipped.Panels.Select(id => DashboardFile.Shipped.PanelSql(id)!)
            .Where(sql => sql.Contains("pipeline_history_", StringComparison.Ordinal))
            .ToList();

        overNights.Count.ShouldBeGreaterThan(8);
        foreach (var sql in overNights)
            Regex
                .Count(sql, @"FROM pipeline_history_\w+\s+WHERE [^()]*(\([^()]*\)[^()]*)?\s+AND night (BETWEEN|>) ")
                .ShouldBe(Regex.Count(sql, "FROM pipeline_history_"), sql);
    }

    [Fact]
    public void Shipped_HourlyTraffic_IsABarChartSinceItHasNoTime() =>
        Asking
            .Single(panel => panel.GetProperty("title").ValueEquals("Hourly traffic"))
            .GetProperty("type")
            .GetString()
            .ShouldBe("barchart");
}
