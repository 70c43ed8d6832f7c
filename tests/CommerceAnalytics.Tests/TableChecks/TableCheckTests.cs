using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.TableChecks;

namespace CommerceAnalytics.Tests.TableChecks;

public class TableCheckTests
{
    private static readonly Summary Buttons = SummaryCatalog.Get("button_interaction");

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void Check_RowsWithinTheLimit_IsSound(long rows) =>
        TableCheck.Check(Buttons, Buttons.Columns, rows).ShouldBeNull();

    [Fact]
    public void Check_TypesUnderEnginesOtherNames_IsSound()
    {
        var hours = SummaryCatalog.Get("hourly_traffic");
        var actual = hours.Columns.Select(column => new Column(
            column.Name.ToUpperInvariant(),
            column.Type switch
            {
                "string" => "varchar",
                "int" => "integer",
                var type => type,
            }
        ));

        TableCheck.Check(hours, [.. actual], 24).ShouldBeNull();
    }

    [Theory]
    [InlineData("button_interaction", 51, "has 51 rows and must have at most 50.")]
    [InlineData("hourly_traffic", 23, "has 23 rows and must have exactly 24.")]
    [InlineData("purchase_analytics", -1, "has -1 rows and must have none or more.")]
    public void Check_RowsBeyondTheLimit_Fails(string queryType, long rows, string why)
    {
        var summary = SummaryCatalog.Get(queryType);
        var failure = TableCheck.Check(summary, summary.Columns, rows).ShouldNotBeNull();

        failure.Code.ShouldBe("RowCountDiffers");
        failure.Message.ShouldContain(why);
    }

    [Fact]
    public void Check_PurchaseAnalytics_HasNoUpperLimit()
    {
        var purchases = SummaryCatalog.Get("purchase_analytics");

        TableCheck.Check(purchases, purchases.Columns, 1_000_000).ShouldBeNull();
    }

    [Fact]
    public void Check_AnotherTypeOrOrder_FailsAndShowsBoth()
    {
        Column[] actual =
        [
            .. Buttons.Columns.Select(column => column.Name == "total_clicks" ? column with { Type = "int" } : column),
        ];

        TableCheck.Check(Buttons, actual, 1).ShouldNotBeNull().Message.ShouldContain("total_clicks int");
        TableCheck.Check(Buttons, [.. Buttons.Columns.Reverse()], 1).ShouldNotBeNull().Code.ShouldBe("ColumnsDiffer");
        TableCheck.Check(Buttons, [.. Buttons.Columns.Skip(1)], 1).ShouldNotBeNull().Code.ShouldBe("ColumnsDiffer");
    }

    [Fact]
    public void Warnings_EmptySummary_SaysWhichEventsInWhichDays()
    {
        var warning = TableCheck
            .Warnings(Plan("search_analytics", EventsTableFit.Documented), 0)
            .ShouldHaveSingleItem();

        warning.Code.ShouldBe("EmptySummary");
        warning.Message.ShouldBe(
            "theshop_brand_commerce_search_analytics_summary is empty: there are no events 'commerce.search', 'commerce.search.result_click' of theshop-brand "
                + "with what the summary needs from 2025-10-21 to 2025-10-27."
        );
    }

    [Fact]
    public void Warnings_MissingAttributes_AreThoseThatTheSummaryReads()
    {
        var fit = EventsTableFit.Documented with { MissingAttributes = ["action", "query", "channel"] };

        TableCheck
            .Warnings(Plan("button_interaction", fit), 1)
            .ShouldHaveSingleItem()
            .Message.ShouldStartWith("The events table has no attribute 'action'");
    }

    [Fact]
    public void Warnings_NothingAmiss_AreNone() =>
        TableCheck.Warnings(Plan("button_interaction", EventsTableFit.Documented), 1).ShouldBeEmpty();

    private static TablePlan Plan(string queryType, EventsTableFit fit) =>
        new SummaryPlanner(TestSettings.Sound).Plan(
            "theshop-brand",
            queryType,
            new(2025, 10, 28),
            fit,
            "commerce-2025-10-28-0a1b2c3d",
            1
        );
}
