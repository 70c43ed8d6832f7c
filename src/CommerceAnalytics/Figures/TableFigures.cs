using System.Globalization;

namespace CommerceAnalytics.Figures;

/// <summary>
/// Warnings from the tables' own figures: values that cannot be read, revenue that is not known, searches that nobody
/// clicks on, hours without events.
/// </summary>
public static class TableFigures
{
    private const string Values =
        "Section 8 of docs/commerce-analytics-test-queries.md shows the values themselves: mend what logs them. Until then they count as unknown.";

    private static readonly TableFigure[] All =
    [
        new()
        {
            // It has 24 rows whatever the log holds: that it is empty, its rows do not tell.
            QueryType = "hourly_traffic",
            Part = "cart_adds",
            Whole = "sessions + unique_users + cart_adds",
            IsOfNothing = true,
            Code = "EmptySummary",
            IsWarning = (_, _, _) => true,
            Finding = (_, _) => "All 24 hours are empty: no session, no user and no cart add in any of them.",
            Advice =
                "Check that the shop logs commerce events in these days, and that the service's name is spelled as in the log.",
        },
        InvalidValues("product_ranking"),
        InvalidValues("category_performance"),
        new()
        {
            QueryType = "search_analytics",
            Part = "click_count",
            Whole = "search_count",
            Code = "SearchesWithoutClicks",
            IsWarning = (clicks, searches, settings) => clicks == 0 && searches >= settings.MinSearchesForClicks,
            Finding = (_, searches) => $"Not one of {searches:N0} searches led to a click.",
            Advice =
                "See whether the shop logs commerce.search.result_click, and with the sessionId of the search: a click without it belongs to no search.",
        },
        new()
        {
            QueryType = "purchase_analytics",
            Part = "purchases_with_amount",
            Whole = "purchase_count",
            Code = "RevenueUnknown",
            IsWarning = (known, purchases, settings) => 100m * known < settings.MinRevenueKnownPercent * purchases,
            Finding = (known, purchases) =>
                $"The amount is known of only {known:N0} of {purchases:N0} purchases ({Percent(known, purchases)} %).",
            Advice =
                "Read total_revenue beside purchases_with_amount, as it leaves the others out; have the shop log totalAmount as a plain number.",
        },
    ];

    /// <summary>The figure of a summary table; null where it holds none.</summary>
    internal static TableFigure? Find(string queryType) => Array.Find(All, figure => figure.QueryType == queryType);

    private static TableFigure InvalidValues(string queryType) =>
        new()
        {
            QueryType = queryType,
            Part = "invalid_value_count",
            Whole = "cart_add_count",
            Code = "InvalidValues",
            IsWarning = (invalid, adds, settings) => 100m * invalid > settings.MaxInvalidValuePercent * adds,
            Finding = (invalid, adds) =>
                $"{invalid:N0} of {adds:N0} cart adds ({Percent(invalid, adds)} %) have no valid quantity or no valid price.",
            Advice = Values,
        };

    private static string Percent(long part, long whole) =>
        decimal.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero)
            .ToString("0.00", CultureInfo.InvariantCulture);
}
