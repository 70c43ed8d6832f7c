using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Extracts;

/// <summary>All lanes of the extract: every summary reads one of them.</summary>
internal static class ExtractLanes
{
    public static IReadOnlyList<ExtractLane> All { get; } =
    [
        new()
        {
            Name = "event",
            Kinds = EventKinds.All,
            Columns = ["body", "user_key", "session_id"],
        },
        new()
        {
            Name = "click",
            Kinds = [EventKinds.ButtonClick],
            Columns = ["user_key", "session_id", "action"],
        },
        new()
        {
            Name = "cart",
            Kinds = [EventKinds.CartAdd],
            Columns = ["user_key", "session_id", "product_name", "category", "seller_name", "quantity", "price"],
        },
        new()
        {
            Name = "search",
            Kinds = [EventKinds.Search, EventKinds.SearchResultClick],
            Columns = ["body", "user_key", "session_id", "term", "result_count"],
            IsOrdered = true,
        },
        new()
        {
            Name = "purchase",
            Kinds = [EventKinds.Purchase],
            Columns = ["user_key", "amount", "payment_method"],
        },
        new()
        {
            Name = "route",
            Kinds = [EventKinds.RoutingInClientSide, EventKinds.ClientRouting],
            Columns = ["user_key", "session_id", "from_path", "page"],
            IsOrdered = true,
        },
    ];

    /// <summary>The lane of a summary's kinds of event.</summary>
    public static ExtractLane Of(Summary summary) => All.First(lane => lane.Kinds.SequenceEqual(summary.EventKinds));

    /// <summary>Hive type of a column of <c>events</c>.</summary>
    public static string TypeOf(string column) =>
        column switch
        {
            "at" => "timestamp",
            "quantity" or "result_count" => "bigint",
            "price" or "amount" => "decimal(18,4)",
            _ => "string",
        };
}
