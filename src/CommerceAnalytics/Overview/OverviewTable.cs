using CommerceAnalytics.Naming;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Overview;

/// <summary>
/// The table <c>pipeline_overview</c>: a row for each service and day of the last 35, over all services. One statement
/// a night builds it.
/// </summary>
public static class OverviewTable
{
    /// <summary>Live table.</summary>
    public const string Name = SummaryNames.Overview;

    /// <summary>Stands where a summary has its query type: in names, reports and requests.</summary>
    public const string QueryType = SummaryNames.OverviewType;

    /// <summary>Complete days before the execution date.</summary>
    public const int WindowDays = 35;

    /// <summary>Columns in order, types as Glue has them.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("service_name", "string"),
        new("day", "date"),
        .. Counts(
            "events",
            "button_clicks",
            "cart_adds",
            "cart_views",
            "searches",
            "result_clicks",
            "checkout_starts",
            "purchases",
            "page_views",
            "sessions",
            "users",
            "search_sessions",
            "cart_sessions",
            "checkout_sessions",
            "purchase_sessions"
        ),
        new("cart_conversion_rate", "double"),
        new("purchase_conversion_rate", "double"),
        .. Counts("purchases_with_amount"),
        new("revenue", "double"),
        new("average_order_value", "double"),
        .. Counts("invalid_values", "repeated_events"),
        new("window_start", "date"),
        new("window_end", "date"),
        new("calculation_date", "date"),
    ];

    /// <summary>Tells the definition from any other: the history of nights may hold several.</summary>
    public static string Definition { get; } =
        DefinitionHash.Of([Template.Text("overview.sql"), .. Columns.Select(column => $"{column.Name} {column.Type}")]);

    /// <summary>Attributes that it reads besides the service's name, by their names in the log.</summary>
    public static IReadOnlyList<string> Attributes { get; } =
    [
        "userKey",
        "sessionId",
        "action",
        "productName",
        "quantity",
        "salePrice",
        "price",
        "query",
        "payload_query",
        "toPath",
        "path",
        "totalAmount",
    ];

    private static IEnumerable<Column> Counts(params string[] names) =>
        names.Select(name => new Column(name, "bigint"));
}
