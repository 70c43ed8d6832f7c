using System.Text.Json;
using System.Text.RegularExpressions;
using CommerceAnalytics.LocalHost.Pages.Server.Dashboards;
using CommerceAnalytics.Summaries;

namespace LocalHost.Tests.Pages;

/// <summary>The dashboard of deploy/grafana, as Grafana and the page both read it.</summary>
public sealed class DashboardFileTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["service"] = "theshop_brand",
        ["action"] = "a",
        ["category"] = "c",
        ["summary"] = "s",
    };
    private static readonly JsonElement Root = JsonDocument.Parse(DashboardFile.Shipped.Json).RootElement;

    private static IEnumerable<JsonElement> Asking =>
        Root.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _));

    [Fact]
    public void Shipped_IsTheDashboardThatTheGuideNames()
    {
        Root.GetProperty("title").GetString().ShouldBe("commerce-analytics-multi-service");
        Root.GetProperty("uid").GetString()!.Length.ShouldBeLessThanOrEqualTo(40, "Grafana's limit");
        DashboardFile.Shipped.Variables.ShouldBe(["service", "action", "category", "summary"]);
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

    [Fact]
    public void Shipped_HourlyTraffic_IsABarChartSinceItHasNoTime() =>
        Asking
            .Single(panel => panel.GetProperty("title").ValueEquals("Hourly traffic"))
            .GetProperty("type")
            .GetString()
            .ShouldBe("barchart");
}
