namespace CommerceAnalytics.Monitoring;

/// <summary>Where this pipeline gives other figures than the one that it replaces, on purpose.</summary>
public static class DeliberateDifferences
{
    private const string Window =
        "windows are the complete days before the execution date; the old ones reached into the running day";
    private const string Sessions =
        "sessions are counted from any commerce event, since commerce.session.start is often not logged";
    private const string Prices = "a missing salePrice falls back to price, and what is not a number counts as unknown";

    private static readonly Dictionary<string, string[]> ByQueryType = new()
    {
        ["product_ranking"] = [Prices, "products are split by seller: add up over sellerNm for a product"],
        ["search_analytics"] =
        [
            "each click belongs to one search, so the rate cannot pass 100 %; it was joined by session",
            "searches without a term are left out and take no clicks",
        ],
        ["category_performance"] = [Prices],
        ["hourly_traffic"] =
        [
            Sessions,
            "conversion is the share of sessions with a cart add; it was cart adds by sessions, which can pass 100 %",
        ],
        ["purchase_analytics"] =
        [
            "revenue is NULL where amounts were not logged, with purchases_with_amount beside it; it was NULL or 0",
            "rows are per day and payment method; a day's average is SUM(total_revenue) / SUM(purchases_with_amount)",
        ],
        ["navigation_flow"] =
        [
            "transitions from one page to another, with exits, reloads left out; page views were counted",
        ],
    };

    /// <summary>Those of one query type, one sentence each; the first holds for all.</summary>
    /// <param name="queryType">Query type.</param>
    public static IReadOnlyList<string> Of(string queryType) =>
        [Window, .. ByQueryType.GetValueOrDefault(queryType, [])];
}
