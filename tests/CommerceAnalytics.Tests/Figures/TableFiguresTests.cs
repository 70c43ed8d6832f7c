using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Figures;

public class TableFiguresTests
{
    [Theory]
    [InlineData("hourly_traffic", "EmptySummary", 0, 0, true)]
    [InlineData("hourly_traffic", "EmptySummary", 0, 1, false)]
    [InlineData("product_ranking", "InvalidValues", 50, 1000, false)]
    [InlineData("product_ranking", "InvalidValues", 51, 1000, true)]
    [InlineData("category_performance", "InvalidValues", 51, 1000, true)]
    [InlineData("search_analytics", "SearchesWithoutClicks", 0, 99, false)]
    [InlineData("search_analytics", "SearchesWithoutClicks", 0, 100, true)]
    [InlineData("search_analytics", "SearchesWithoutClicks", 1, 100, false)]
    [InlineData("purchase_analytics", "RevenueUnknown", 50, 100, false)]
    [InlineData("purchase_analytics", "RevenueUnknown", 49, 100, true)]
    [InlineData("purchase_analytics", "RevenueUnknown", 0, 0, false)]
    public void Warnings_AtAndBeyondTheThreshold_AreGivenBeyondOnly(
        string queryType,
        string code,
        long part,
        long whole,
        bool warns
    ) =>
        AuditFigures
            .Read([
                [queryType, "part", code, $"{part}"],
                [queryType, "whole", code, $"{whole}"],
            ])
            .Warnings(SummaryCatalog.Get(queryType), new CheckSettings())
            .Select(warning => warning.Code)
            .ShouldBe(warns ? [code] : []);

    [Fact]
    public void Warnings_OfATableWithoutSuchAFigure_AreNone() =>
        AuditFigures
            .Read([
                ["navigation_flow", "rows", "", "0"],
            ])
            .Warnings(SummaryCatalog.Get("navigation_flow"), new())
            .ShouldBeEmpty();
}
