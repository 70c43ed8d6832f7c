using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>Columns and rows of a batch's tables: what the audit's query tells, and who is asked where it does not.</summary>
public class BatchCheckTests
{
    private const string Table = "shop_a_commerce_hourly_traffic_summary";

    [Fact]
    public void Run_TheAuditTellsColumnsAndRows_NobodyElseIsAsked()
    {
        var pipeline = new Pipeline();

        var report = pipeline.RunToEnd();

        report.AllTables().ShouldAllBe(table => table.Rows > 0);
        pipeline.Hub.Activities.ShouldNotContain(FunctionNames.CheckTable);
        pipeline.Athena.RowsAsked.ShouldBe(["o1"], "no audit reads the overview's own statement");
    }

    [Fact]
    public void Run_AuditCannotBeRead_ChecksEachOfItsTablesByTheCatalog()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.FiguresEnding = service =>
            service == "shop-a" ? new("AccessDenied", "not allowed", "Allow it.") : null;

        var report = pipeline.RunToEnd();

        report.Totals.Published.ShouldBe(14);
        report.AllTables().ShouldAllBe(table => table.Rows > 0);
        pipeline.Hub.Activities.Count(name => name == FunctionNames.CheckTable).ShouldBe(7);
    }

    [Fact]
    public void Run_AStagingTableIsGone_FailsItAndAuditsItsNeighbours()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        var live = pipeline.Catalog.Tables[Table];
        pipeline.Catalog.Lost.Add("hourly_traffic");

        var report = pipeline.RunToEnd();

        Failed(report).Error!.Code.ShouldBe("StagingTableMissing");
        report.Totals.Published.ShouldBe(6);
        report.AllTables().SelectMany(table => table.Warnings).ShouldBeEmpty("the others were audited");
        pipeline.Athena.FigureQueries[^1].Sql.ShouldNotContain("'hourly_traffic'");
        pipeline.Catalog.Tables[Table].ShouldBe(live);
    }

    [Fact]
    public void Run_TheAuditTellsOfAnotherNumberOfRows_FailsThatTable()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.Built = (_, type) =>
            type == "hourly_traffic" ? [("rows", "", "23"), ("rows_with_key_of_another", "", "2")] : [];

        var report = pipeline.RunToEnd();

        var failed = Failed(report);
        (failed.Error!.Code, failed.Rows, failed.Findings.Count).ShouldBe(("RowCountDiffers", 23, 0));
        report.Totals.Published.ShouldBe(6);
        pipeline.Catalog.Tables.ShouldNotContainKey(Table);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-")]
    public void Run_TheAuditDoesNotTellThatColumnsAreAsDeclared_TheCatalogDecides(string told)
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.Built = (_, type) =>
            type is "hourly_traffic" or "product_ranking"
                ? [told == "-" ? ("rows", "", null!) : ("columns_of_another_type", "", told)]
                : [];
        pipeline.Catalog.Misshapen.Add("hourly_traffic");

        var report = pipeline.RunToEnd();

        Failed(report).Error!.Code.ShouldBe("ColumnsDiffer");
        report.Totals.Published.ShouldBe(6, "of the other the catalog says that all is well");
        pipeline.Hub.Activities.Count(name => name == FunctionNames.CheckTable).ShouldBe(2);
    }

    [Fact]
    public void Run_TableWithoutRows_IsPublishedWithAWarning()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.Built = (_, type) => type == "product_ranking" ? [("rows", "", "0")] : [];

        var report = pipeline.RunToEnd();

        (report.Status, report.Totals.Published).ShouldBe((ReportStatus.Succeeded, 7));
        var empty = report.AllTables().Single(table => table.QueryType == "product_ranking");
        empty.Rows.ShouldBe(0);
        empty.Warnings.ShouldHaveSingleItem().Code.ShouldBe("EmptySummary");
    }

    private static TableReport Failed(RunReport report)
    {
        var failed = report.AllTables().Where(table => table.Status == TableStatus.Failed).ShouldHaveSingleItem();
        failed.Table.ShouldBe(Table);
        return failed;
    }
}
