using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Summaries;

public class SummaryCatalogTests
{
    public static TheoryData<string> QueryTypes => [.. SummaryCatalog.All.Select(summary => summary.QueryType)];

    [Fact]
    public void All_Summaries_HaveTheWindowsLimitsAndBatchesOfTheContract() =>
        SummaryCatalog
            .All.Select(summary =>
                (summary.QueryType, summary.WindowDays, summary.Top?.Limit, summary.ExactRows, summary.Batch)
            )
            .ShouldBe([
                ("button_interaction", 7, 50, null, 1),
                ("hourly_traffic", 7, null, 24, 1),
                ("category_performance", 30, 30, null, 2),
                ("product_ranking", 30, 100, null, 2),
                ("navigation_flow", 7, 100, null, 3),
                ("purchase_analytics", 90, null, null, 3),
                ("search_analytics", 7, 200, null, 3),
            ]);

    [Fact]
    public void All_Tables_BeginAndEndAlike() =>
        SummaryCatalog.All.ShouldAllBe(summary =>
            summary.Columns[0] == new Column("service_name", "string")
            && summary
                .Columns.TakeLast(3)
                .SequenceEqual(
                    new[]
                    {
                        new Column("window_start", "date"),
                        new("window_end", "date"),
                        new("calculation_date", "date"),
                    }
                )
        );

    [Fact]
    public void All_Measures_HaveTheLimitsOfTheContract() =>
        SummaryCatalog
            .All.SelectMany(summary =>
                summary
                    .OwnColumns.Where(column => column.AtMost is not null)
                    .Select(column => $"{summary.QueryType}: {column.Name} <= {column.AtMost}")
            )
            .ShouldBe([
                "button_interaction: unique_users <= total_clicks",
                "button_interaction: unique_sessions <= total_clicks",
                "hourly_traffic: cart_sessions <= sessions",
                "category_performance: unique_users <= cart_add_count",
                "category_performance: unique_products <= cart_add_count",
                "product_ranking: unique_users <= cart_add_count",
                "product_ranking: unique_sessions <= cart_add_count",
                "navigation_flow: unique_users <= transition_count",
                "navigation_flow: unique_sessions <= transition_count",
                "navigation_flow: from_exits <= from_views",
                "purchase_analytics: unique_purchasers <= purchase_count",
                "search_analytics: unique_users <= search_count",
                "search_analytics: unique_sessions <= search_count",
                "search_analytics: click_count <= search_count",
                "search_analytics: zero_result_count <= search_count",
            ]);

    [Fact]
    public void All_Keys_AreThoseOfTheContract() =>
        SummaryCatalog
            .All.Select(summary => $"{string.Join(", ", summary.Key)}: {summary.Watched}")
            .ShouldBe([
                "action: total_clicks",
                "hour: cart_adds",
                "category: cart_add_count",
                "productname, category, sellernm: cart_add_count",
                "from_path, to_path: transition_count",
                "purchase_date, payment_method: purchase_count",
                "search_query: search_count",
            ]);

    [Fact]
    public void All_KeyColumns_AreNeverNullButTheSeller() =>
        SummaryCatalog
            .All.SelectMany(summary => summary.OwnColumns)
            .Where(column => column.KeyMayBeNull)
            .Select(column => column.Name)
            .ShouldBe(["sellernm"]);

    [Fact]
    public void Get_UnknownQueryType_IsRefused() => Should.Throw<ArgumentException>(() => SummaryCatalog.Get("sales"));

    [Theory]
    [MemberData(nameof(QueryTypes))]
    public void Attributes_OfASummary_AreThoseWhoseAbsenceItWouldFeel(string queryType)
    {
        var columns = new Dictionary<string, string[]>
        {
            ["userKey"] = ["user_key"],
            ["sessionId"] = ["session_id"],
            ["action"] = ["action"],
            ["productName"] = ["product_name"],
            ["category"] = ["category"],
            ["ctgnm"] = ["category"],
            ["sellerNm"] = ["seller_name"],
            ["quantity"] = ["quantity"],
            ["salePrice"] = ["price"],
            ["price"] = ["price"],
            ["query"] = ["term"],
            ["payload_query"] = ["term"],
            ["resultCount"] = ["result_count"],
            ["fromPath"] = ["page", "from_path"],
            ["toPath"] = ["page"],
            ["path"] = ["page"],
            ["totalAmount"] = ["amount"],
            ["paymentMethod"] = ["payment_method"],
        };
        var sql = SummaryCatalog.Get(queryType).Sql;
        var code = Regex.Replace(sql, "--.*", "");

        var read = EventAttributes.All.Where(attribute =>
            columns.TryGetValue(attribute, out var names) && names.Any(name => Regex.IsMatch(code, $@"\b{name}\b"))
        );

        SummaryCatalog.Get(queryType).Attributes.ShouldBe(read, ignoreOrder: true);
    }
}
