using CommerceAnalytics.Events;

namespace CommerceAnalytics.Summaries;

/// <summary>
/// The seven summary tables of docs/try/summary-tables.md. Each has a <c>.sql</c> file of its query type's name beside this
/// one.
/// </summary>
public static class SummaryCatalog
{
    /// <summary>All seven, in the order of docs/try/summary-tables.md.</summary>
    public static IReadOnlyList<Summary> All { get; } =
    [
        new()
        {
            QueryType = "button_interaction",
            WindowDays = 7,
            TopN = 50,
            Batch = 1,
            EventKinds = [EventKinds.ButtonClick],
            Attributes = ["userKey", "sessionId", "action"],
            Columns = Columns(
                "action string, total_clicks bigint, unique_users bigint, unique_sessions bigint, avg_clicks_per_user double"
            ),
        },
        new()
        {
            QueryType = "product_ranking",
            WindowDays = 30,
            TopN = 100,
            Batch = 2,
            EventKinds = [EventKinds.CartAdd],
            Attributes =
            [
                "userKey",
                "sessionId",
                "productName",
                "category",
                "ctgnm",
                "sellerNm",
                "quantity",
                "salePrice",
                "price",
            ],
            Columns = Columns(
                "productname string, category string, sellernm string, cart_add_count bigint, unique_users bigint, unique_sessions bigint, "
                    + "total_quantity bigint, avg_sale_price double, total_cart_value double, avg_adds_per_user double, invalid_value_count bigint"
            ),
        },
        new()
        {
            QueryType = "search_analytics",
            WindowDays = 7,
            TopN = 200,
            Batch = 3,
            EventKinds = [EventKinds.Search, EventKinds.SearchResultClick],
            Attributes = ["userKey", "sessionId", "query", "payload_query", "resultCount"],
            Columns = Columns(
                "search_query string, search_count bigint, unique_users bigint, unique_sessions bigint, click_count bigint, "
                    + "click_through_rate double, zero_result_count bigint, zero_result_rate double"
            ),
        },
        new()
        {
            QueryType = "category_performance",
            WindowDays = 30,
            TopN = 30,
            Batch = 2,
            EventKinds = [EventKinds.CartAdd],
            Attributes = ["userKey", "productName", "category", "ctgnm", "quantity", "salePrice", "price"],
            Columns = Columns(
                "category string, cart_add_count bigint, unique_users bigint, unique_products bigint, total_quantity bigint, avg_price double, "
                    + "total_value double, invalid_value_count bigint"
            ),
        },
        new()
        {
            QueryType = "hourly_traffic",
            WindowDays = 7,
            TopN = 24,
            ExactRows = 24,
            Batch = 1,
            EventKinds = EventKinds.All,
            Attributes = ["userKey", "sessionId"],
            Columns = Columns(
                "hour int, sessions bigint, unique_users bigint, cart_adds bigint, cart_sessions bigint, cart_conversion_rate double"
            ),
        },
        new()
        {
            QueryType = "purchase_analytics",
            WindowDays = 90,
            Batch = 3,
            EventKinds = [EventKinds.Purchase],
            Attributes = ["userKey", "totalAmount", "paymentMethod"],
            Columns = Columns(
                "purchase_date date, payment_method string, purchase_count bigint, unique_purchasers bigint, purchases_with_amount bigint, "
                    + "total_revenue double, avg_order_value double, payment_method_share double"
            ),
        },
        new()
        {
            QueryType = "navigation_flow",
            WindowDays = 7,
            TopN = 100,
            Batch = 3,
            EventKinds = [EventKinds.RoutingInClientSide, EventKinds.ClientRouting],
            Attributes = ["userKey", "sessionId", "fromPath", "toPath", "path"],
            Columns = Columns(
                "from_path string, to_path string, transition_count bigint, unique_users bigint, unique_sessions bigint, "
                    + "avg_transitions_per_session double, from_views bigint, from_exits bigint, from_exit_rate double"
            ),
        },
    ];

    /// <summary>The summary of a query type. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    /// <param name="queryType">E.g. <c>product_ranking</c>.</param>
    public static Summary Get(string queryType) =>
        Find(queryType) ?? throw new ArgumentException($"There is no query type '{queryType}'.", nameof(queryType));

    /// <summary>The summary of a query type, or null.</summary>
    /// <param name="queryType">Any text.</param>
    public static Summary? Find(string? queryType) => All.FirstOrDefault(summary => summary.QueryType == queryType);

    // Every table begins and ends with the same columns.
    private static IReadOnlyList<Column> Columns(string own) =>
        [
            .. $"service_name string, {own}, window_start date, window_end date, calculation_date date"
                .Split(", ")
                .Select(column => column.Split(' '))
                .Select(parts => new Column(parts[0], parts[1])),
        ];
}
