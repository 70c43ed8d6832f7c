using CommerceAnalytics.Naming;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Naming;

public class SummaryNamesTests
{
    private static readonly DateOnly Date = new(2025, 10, 28);

    [Theory]
    [InlineData("theshop-brand", true)]
    [InlineData("a", true)]
    [InlineData("7-eleven", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("Theshop", false)]
    [InlineData("the_shop", false)]
    [InlineData("theshop\n", false)]
    [InlineData("가게", false)]
    [InlineData("x';DROP TABLE y", false)]
    [InlineData(null, false)]
    public void IsValid_Text_FollowsTheRule(string? name, bool valid) => ServiceName.IsValid(name).ShouldBe(valid);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void IsValid_Length_IsAtMost63(int length, bool valid) =>
        ServiceName.IsValid(new('a', length)).ShouldBe(valid);

    [Fact]
    public void Table_Service_IsNamedAsDashboardsExpect() =>
        SummaryNames
            .Table("theshop-brand", "product_ranking")
            .ShouldBe("theshop_brand_commerce_product_ranking_summary");

    [Fact]
    public void Table_LongestService_StaysUnder110Characters() =>
        SummaryCatalog
            .All.Max(summary => SummaryNames.Table(new('a', 63), summary.QueryType).Length)
            .ShouldBeLessThan(110);

    [Fact]
    public void Table_NotAService_IsRefused() =>
        Should.Throw<ArgumentException>(() => SummaryNames.Table("a'b", "product_ranking"));

    [Fact]
    public void VersionLocation_Attempt_HasAPlaceOfItsOwn() =>
        SummaryNames
            .VersionLocation(
                TestSettings.Sound,
                "theshop-brand",
                "product_ranking",
                Date,
                "commerce-2025-10-28-0a1b2c3d",
                2
            )
            .ShouldBe(
                "s3://commerce-results/commerce-summary/pipeline/tables/theshop_brand_commerce_product_ranking/2025-10-28/commerce-2025-10-28-0a1b2c3d-2/"
            );

    [Theory]
    [InlineData("s3://b/pipeline/tables/t/2025-10-28/commerce-2025-10-28-0a1b2c3d-2/", "2025-10-28")]
    [InlineData("s3://b/pipeline/tables/t/2025-10-28/commerce-2025-10-28-0a1b2c3d-2", "2025-10-28")]
    [InlineData("s3://b/pipeline/tables/t/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void NightOfLocation_PlaceOfAVersion_IsItsDate(string? location, string? night) =>
        $"{SummaryNames.NightOfLocation(location):yyyy-MM-dd}".ShouldBe(night ?? "");

    [Theory]
    [InlineData("")]
    [InlineData("_hidden")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public void VersionLocation_RunKeyThatReadersWouldSkip_IsRefused(string runKey) =>
        Should.Throw<ArgumentException>(() =>
            SummaryNames.VersionLocation(TestSettings.Sound, "theshop-brand", "product_ranking", Date, runKey, 1)
        );

    [Fact]
    public void StagingTable_AnyRefresh_DoesNotSayCommerce()
    {
        var name = SummaryNames.StagingTable(
            "commerce-shop",
            "product_ranking",
            Date,
            "commerce-2025-10-28-0a1b2c3d",
            1
        );

        name.ShouldMatch("^pipeline_staging_20251028_product_ranking_[0-9a-f]{20}$");
    }

    [Fact]
    public void StagingTable_DifferentRefreshes_HaveDifferentNames()
    {
        string[] names =
        [
            SummaryNames.StagingTable("a", "product_ranking", Date, "run-1", 1),
            SummaryNames.StagingTable("a", "product_ranking", Date, "run-1", 2),
            SummaryNames.StagingTable("a", "product_ranking", Date, "run-2", 1),
            SummaryNames.StagingTable("b", "product_ranking", Date, "run-1", 1),
        ];

        names.ShouldBeUnique();
    }
}
