using CommerceAnalytics.Audit;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>The seven summaries as the audit sees them.</summary>
internal static class Seven
{
    public static IReadOnlyList<AuditedSummary> All { get; } =
    [
        Of("button_interaction", ["action"], "total_clicks") with
        {
            AtMost = [("unique_users", "total_clicks"), ("unique_sessions", "total_clicks")],
        },
        Of("hourly_traffic", ["hour"], "cart_adds") with
        {
            Percentages = ["cart_conversion_rate"],
            AtMost = [("cart_sessions", "sessions")],
        },
        Of("product_ranking", ["productname", "category", "sellernm"], "cart_add_count") with
        {
            KeyMayBeMissing = ["sellernm"],
            AtMost = [("unique_users", "cart_add_count"), ("unique_sessions", "cart_add_count")],
        },
        Of("category_performance", ["category"], "cart_add_count") with
        {
            AtMost = [("unique_users", "cart_add_count"), ("unique_products", "cart_add_count")],
        },
        Of("search_analytics", ["search_query"], "search_count") with
        {
            Percentages = ["click_through_rate", "zero_result_rate"],
            AtMost =
            [
                ("unique_users", "search_count"),
                ("unique_sessions", "search_count"),
                ("click_count", "search_count"),
                ("zero_result_count", "search_count"),
            ],
        },
        Of("purchase_analytics", ["purchase_date", "payment_method"], "purchase_count") with
        {
            Percentages = ["payment_method_share"],
            AtMost = [("unique_purchasers", "purchase_count")],
        },
        Of("navigation_flow", ["from_path", "to_path"], "transition_count") with
        {
            Percentages = ["from_exit_rate"],
            AtMost =
            [
                ("unique_users", "transition_count"),
                ("unique_sessions", "transition_count"),
                ("from_exits", "from_views"),
            ],
        },
    ];

    public static AuditedSummary Get(string queryType) => All.Single(summary => summary.QueryType == queryType);

    private static AuditedSummary Of(string queryType, IReadOnlyList<string> key, string watched)
    {
        var summary = SummaryCatalog.Get(queryType);
        return new()
        {
            QueryType = queryType,
            WindowDays = summary.WindowDays,
            EventKinds = summary.EventKinds,
            Columns = summary.Columns,
            Key = key,
            Watched = watched,
        };
    }
}
