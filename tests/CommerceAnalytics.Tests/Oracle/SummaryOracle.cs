namespace CommerceAnalytics.Tests.Oracle;

/// <summary>The summaries in plain C#, written from the contract of the tables and from nothing else.</summary>
internal static class SummaryOracle
{
    public static IReadOnlyList<object?[]> Rows(string queryType, OracleRun run) =>
        [
            .. queryType switch
            {
                "button_interaction" => CartOracle.ButtonInteraction(run),
                "product_ranking" => CartOracle.ProductRanking(run),
                "search_analytics" => SearchOracle.SearchAnalytics(run),
                "category_performance" => CartOracle.CategoryPerformance(run),
                "hourly_traffic" => TrafficOracle.HourlyTraffic(run),
                "purchase_analytics" => TrafficOracle.PurchaseAnalytics(run),
                "navigation_flow" => NavigationOracle.NavigationFlow(run),
                "cart_source" => CartOracle.CartSource(run),
                "customer_journey" => JourneyOracle.CustomerJourney(run),
                _ => throw new ArgumentException($"There is no query type '{queryType}'.", nameof(queryType)),
            },
        ];
}
