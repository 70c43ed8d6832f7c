namespace CommerceAnalytics.Tests.Semantics;

/// <summary>The statements on the real events, against figures that others counted.</summary>
public class RealEventsTests
{
    private static readonly DateOnly Date = new(2026, 3, 2);

    [RealEventsFact]
    public async Task Rows_RealEvents_HaveTheKnownFigures()
    {
        using var place = new LocalLake();
        using var lake = await SummaryLake.OfRealEventsAsync(place);

        var purchases = await lake.RowsAsync("purchase_analytics", "giftshop-uk", Date);
        var day = purchases.Single(row => row[1] is DateOnly { Year: 2025, Month: 12, Day: 2 });
        (day[3], day[4], day[6]).ShouldBe((142L, 97L, 47570.53));

        var products = await lake.RowsAsync("product_ranking", "giftshop-uk", Date);
        products.Count.ShouldBe(100);
        var best = products.MaxBy(row => (long)row[4]!)!;
        (best[1], best[4], best[5], best[9]).ShouldBe(("SET OF 3 CAKE TINS PANTRY DESIGN", 153L, 118L, 2894.62));

        var category = (await lake.RowsAsync("category_performance", "giftshop-uk", Date)).ShouldHaveSingleItem();
        (category[1], category[2], category[7], category[8]).ShouldBe(("Uncategorized", 27304L, 463001.71, 49L));

        foreach (var queryType in (string[])["button_interaction", "search_analytics", "navigation_flow"])
            (await lake.RowsAsync(queryType, "giftshop-uk", Date)).ShouldBeEmpty(queryType);
    }

    [RealEventsFact]
    public async Task PartitionsRead_ThirtyDays_AreTheUtcDaysOfTheWindow()
    {
        using var place = new LocalLake();
        using var lake = await SummaryLake.OfRealEventsAsync(place);

        await lake.RowsAsync(
            "category_performance",
            "giftshop-uk",
            Date,
            TestSettings.Sound with
            {
                ReportingTimeZone = "Asia/Seoul",
            }
        );

        var days = lake
            .PartitionsRead.Select(partition => partition.Split('/')[1..4])
            .Select(keys => string.Join("-", keys.Select(key => key.Split('=')[1])))
            .ToHashSet();
        days.Min().ShouldBe("2026-01-30");
        days.Max().ShouldBe("2026-03-01");
    }
}
