using CommerceAnalytics.Figures;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Figures;

public class TableFiguresTests
{
    private static readonly DateOnly Date = new(2025, 10, 28);

    [Fact]
    public async Task Sql_OverPublishedTables_AddsUpTheRowsOfTheDate()
    {
        using var lake = await SummaryLake.OfAsync([]);
        await CreateAsync(
            lake,
            "product_ranking",
            "invalid_value_count, cart_add_count",
            "(1, 10, DATE '2025-10-28'), (2, 20, DATE '2025-10-28'), (90, 90, DATE '2025-10-27')"
        );
        await CreateAsync(
            lake,
            "hourly_traffic",
            "sessions, unique_users, cart_adds",
            "(0, 0, 0, DATE '2025-10-28'), (0, 0, 0, DATE '2025-10-28'), (7, 7, 7, DATE '2025-10-27')"
        );
        await CreateAsync(
            lake,
            "search_analytics",
            "click_count, search_count",
            "(0, 60, DATE '2025-10-28'), (0, 40, DATE '2025-10-28')"
        );
        await CreateAsync(
            lake,
            "purchase_analytics",
            "purchases_with_amount, purchase_count",
            "(1, 1, DATE '2025-10-27')"
        );

        var rows = await lake.SelectAsync(
            TableFigures.Sql(
                TestSettings.Sound,
                "theshop-brand",
                ["button_interaction", "hourly_traffic", "product_ranking", "search_analytics", "purchase_analytics"],
                Date
            )
        );

        rows.Select(row => string.Join(' ', row))
            .ShouldBe(["hourly_traffic 0 0", "product_ranking 3 30", "search_analytics 0 100"], ignoreOrder: true);
        TableFigures
            .Warnings(new CheckSettings(), rows)
            .Select(warning => warning.Warning.Code)
            .ShouldBe(["EmptySummary", "InvalidValues", "SearchesWithoutClicks"], ignoreOrder: true);
    }

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
        TableFigures
            .Warnings(
                new CheckSettings(),
                [
                    [queryType, $"{part}", $"{whole}"],
                ]
            )
            .Count.ShouldBe(warns ? 1 : 0);

    [Fact]
    public void Has_TheFiveTablesWithFigures_IsTrueForThemAlone() =>
        SummaryCatalog
            .All.Select(summary => summary.QueryType)
            .Where(TableFigures.Has)
            .ShouldBe([
                "hourly_traffic",
                "category_performance",
                "product_ranking",
                "purchase_analytics",
                "search_analytics",
            ]);

    private static Task CreateAsync(SummaryLake lake, string queryType, string columns, string rows) =>
        lake.SelectAsync(
            $"""
            CREATE TABLE log_db.theshop_brand_commerce_{queryType}_summary
            WITH (format = 'PARQUET', external_location = 's3://commerce-results/{queryType}/') AS
            SELECT * FROM (VALUES {rows}) AS t ({columns}, calculation_date)
            """
        );
}
