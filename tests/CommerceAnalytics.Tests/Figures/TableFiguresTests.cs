using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Figures;

public class TableFiguresTests
{
    [Theory]
    [InlineData("hourly_traffic", 0, 0, true)]
    [InlineData("hourly_traffic", 0, 1, false)]
    [InlineData("product_ranking", 50, 1000, false)]
    [InlineData("product_ranking", 51, 1000, true)]
    [InlineData("category_performance", 51, 1000, true)]
    [InlineData("search_analytics", 0, 99, false)]
    [InlineData("search_analytics", 0, 100, true)]
    [InlineData("search_analytics", 1, 100, false)]
    [InlineData("purchase_analytics", 50, 100, false)]
    [InlineData("purchase_analytics", 49, 100, true)]
    [InlineData("purchase_analytics", 0, 0, false)]
    public void Warnings_AtAndBeyondTheThreshold_AreGivenBeyondOnly(
        string queryType,
        long part,
        long whole,
        bool warns
    ) =>
        AuditFigures
            .Read([
                [queryType, "part", "", $"{part}"],
                [queryType, "whole", "", $"{whole}"],
            ])
            .Warnings(SummaryCatalog.Get(queryType), new CheckSettings())
            .Count.ShouldBe(warns ? 1 : 0);

    [Fact]
    public void Warnings_OfATableWithoutSuchAFigure_AreNone() =>
        AuditFigures
            .Read([
                ["navigation_flow", "rows", "", "0"],
            ])
            .Warnings(SummaryCatalog.Get("navigation_flow"), new())
            .ShouldBeEmpty();
}
