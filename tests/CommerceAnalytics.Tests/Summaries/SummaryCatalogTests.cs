using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Summaries;

public class SummaryCatalogTests
{
    public static TheoryData<string> QueryTypes => [.. SummaryCatalog.All.Select(summary => summary.QueryType)];

    [Fact]
    public void All_Summaries_HaveTheWindowsLimitsAndBatchesOfTheContract() =>
        SummaryCatalog
            .All.Select(summary =>
                (summary.QueryType, summary.WindowDays, summary.TopN, summary.ExactRows, summary.Batch)
            )
            .ShouldBe([
                ("button_interaction", 7, 50, null, 1),
                ("product_ranking", 30, 100, null, 2),
                ("search_analytics", 7, 200, null, 3),
                ("category_performance", 30, 30, null, 2),
                ("hourly_traffic", 7, 24, 24, 1),
                ("purchase_analytics", 90, null, null, 3),
                ("navigation_flow", 7, 100, null, 3),
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
        var sql = SqlTemplate.Fill(
            $"{queryType}.sql",
            new Dictionary<string, string> { ["search_click_minutes"] = "30" }
        );
        var code = Regex.Replace(sql, "--.*", "");

        var read = EventAttributes.All.Where(attribute =>
            columns.TryGetValue(attribute, out var names) && names.Any(name => Regex.IsMatch(code, $@"\b{name}\b"))
        );

        SummaryCatalog.Get(queryType).Attributes.ShouldBe(read, ignoreOrder: true);
    }
}
