using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>The oracle against figures that others counted from the real events.</summary>
public class RealEventsOracleTests
{
    [RealEventsFact]
    public void Rows_RealEvents_HaveTheKnownFigures()
    {
        using var lake = new TemporaryFolder();
        RealEvents.UnpackTo(lake.Path);
        var run = new OracleRun(RealEvents.Read(lake.Path), "giftshop-uk", new(2026, 3, 2));

        var day = SummaryOracle
            .Rows("purchase_analytics", run)
            .Single(row => row[1] is DateOnly { Year: 2025, Month: 12, Day: 2 });
        (day[3], day[4], day[6]).ShouldBe((142L, 97L, 47570.53));
        var product = SummaryOracle.Rows("product_ranking", run)[0];
        (product[1], product[4], product[5], product[9]).ShouldBe(
            ("SET OF 3 CAKE TINS PANTRY DESIGN", 153L, 118L, 2894.62)
        );
        var category = SummaryOracle.Rows("category_performance", run).ShouldHaveSingleItem();
        (category[1], category[2], category[7], category[8]).ShouldBe(("Uncategorized", 27304L, 463001.71, 49L));
    }
}
