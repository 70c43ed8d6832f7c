using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Overview;

/// <summary>The overview in whole runs: for which services, when, and what becomes of the run without it.</summary>
public class OverviewRunTests
{
    private static readonly Failure Wrong = new("SyntaxError", "line 1:1: no", "Mend it.");

    [Fact]
    public void Run_AllGoesWell_PublishesTheOverviewOfAllServicesBeforeAnyTableIsBuilt()
    {
        var pipeline = new Pipeline();

        var report = pipeline.RunToEnd();

        var query = pipeline.Athena.Overviews.ShouldHaveSingleItem();
        query.Sql.ShouldContain("'shop-a,shop-b'");
        pipeline.Athena.Queries.ShouldAllBe(table => table.SubmittedAt >= query.EndsAt);
        pipeline.Catalog.Publications[0].Table.ShouldBe(OverviewTable.Name);
        var overview = report.Overview.ShouldNotBeNull();
        (overview.Status, overview.Rows, overview.QueryExecutionId).ShouldBe((TableStatus.Published, 2 * 27, query.Id));
        overview.Location.ShouldStartWith(
            "s3://results/commerce-summary/pipeline/tables/pipeline_overview/2025-10-28/"
        );
        Live(pipeline).Location.ShouldBe(overview.Location);
        TableParameters.ServiceNames(Live(pipeline)).ShouldBe(["shop-a", "shop-b"]);
        pipeline.Catalog.Tables.Keys.ShouldNotContain(query.StagingTable);
    }

    [Fact]
    public void Run_TheOverviewFails_PublishesTheTablesAndFails()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (_, type, _) => type == OverviewTable.QueryType ? Wrong : null;

        var report = pipeline.RunToEnd();

        (report.Status, report.Totals.Published, report.Totals.Failed).ShouldBe((ReportStatus.Failed, 14, 0));
        report.Overview!.Error!.Code.ShouldBe("SyntaxError");
        pipeline.Run(report.RunId).Error!.ShouldContain("the overview failed: SyntaxError: pipeline_overview");
        pipeline.Catalog.Tables.ShouldNotContainKey(OverviewTable.Name);
    }

    [Fact]
    public void Rerun_OfARunWhoseOverviewFailed_BuildsThatAndNoTable()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (_, type, _) => type == OverviewTable.QueryType ? Wrong : null;
        var failed = pipeline.RunToEnd();
        pipeline.Athena.Ending = (_, _, _) => null;

        var report = pipeline.RunToEnd(Rerun.Of(failed, pipeline.Input()).ShouldNotBeNull());

        (report.Status, report.Totals.Tables, report.Overview!.Status).ShouldBe(
            (ReportStatus.Succeeded, 0, TableStatus.Published)
        );
        pipeline.Athena.Queries.Count.ShouldBe(14);
        TableParameters.ServiceNames(Live(pipeline)).ShouldBe(["shop-a", "shop-b"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_AnEarlierDate_LeavesTheLiveOverviewAsItIsAndIsAuditedByItsOwn(bool force)
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        var before = Live(pipeline);
        var earlier = pipeline.Input(Pipeline.Today.AddDays(-1), force) with
        {
            Only = [new("shop-a", "hourly_traffic")],
        };
        if (!force)
            pipeline.Catalog.Tables.Remove("shop_a_commerce_hourly_traffic_summary");

        var report = pipeline.RunToEnd(earlier);

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Overview!.Warnings.ShouldHaveSingleItem().Code.ShouldBe("OverviewInHistory");
        Live(pipeline).ShouldBe(before);
        pipeline.Athena.Overviews.Count.ShouldBe(2);
        var nights = pipeline.History.Shown(OverviewTable.QueryType, "").Select(night => night[..5]);
        nights.ShouldBe(["10-27", "10-28"]);
        pipeline
            .History.Nights[(OverviewTable.QueryType, new("", new(2025, 10, 27)))]
            .Location.ShouldBe(report.Overview.Location);
        var asked = pipeline.Athena.FigureQueries[^1].OverviewPart;
        asked.ShouldEndWith("night IN ('2025-10-27')");
        asked.ShouldNotContain("UNION");
        report.AllTables().SelectMany(table => table.Warnings).ShouldNotContain(one => one.Code.StartsWith("AuditW"));
        pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging_"));
    }

    [Fact]
    public void Run_AnEarlierDateThatHistoryDoesNotKeep_BuildsNoOverview()
    {
        var pipeline = new Pipeline(settings => settings with { HistoryNights = 1 });
        pipeline.RunToEnd();

        var report = pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1), force: true));

        report.Overview!.Warnings.ShouldHaveSingleItem().Code.ShouldBe("LaterDataPublished");
        pipeline.Athena.Overviews.Count.ShouldBe(1);
    }

    [Fact]
    public void Run_AnEarlierDateWhoseNightCannotBeEntered_FailsAsToTheOverview()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");

        var report = pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1), force: true));

        (report.Status, report.Overview!.Status).ShouldBe((ReportStatus.Failed, TableStatus.Failed));
        report.Overview.Error!.Code.ShouldBe("AccessDenied");
        report.AllTables().SelectMany(table => table.Warnings).ShouldContain(one => one.Code == "AuditWithoutOverview");
    }

    [Fact]
    public void Run_TheSameDateAgain_BuildsTheOverviewAnew()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();

        pipeline.RunToEnd().Overview!.Status.ShouldBe(TableStatus.Published);

        pipeline.Athena.Overviews.Count.ShouldBe(2);
    }

    [Fact]
    public void Run_OfOneServiceOfMany_KeepsTheOthersButForThoseThatWereRemoved()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        pipeline.RunToEnd(Of("shop-a", Pipeline.Today.AddDays(1)));
        TableParameters.ServiceNames(Live(pipeline)).ShouldBe(["shop-a", "shop-b"]);

        foreach (
            var table in pipeline
                .Catalog.Tables.Keys.Where(name => name.StartsWith("shop_b", StringComparison.Ordinal))
                .ToList()
        )
            pipeline.Catalog.Tables.Remove(table);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        pipeline.RunToEnd(Of("shop-a", Pipeline.Today.AddDays(2)));
        TableParameters.ServiceNames(Live(pipeline)).ShouldBe(["shop-a"]);
    }

    [Fact]
    public void Run_CancelledWhileTheOverviewIsBuilt_StopsItAndBeginsNoTable()
    {
        var pipeline = new Pipeline();
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Overviews.Count == 1);
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run();

        var report = pipeline.Report(id);
        (report.Status, report.Overview!.Status).ShouldBe((ReportStatus.Cancelled, TableStatus.Cancelled));
        pipeline.Athena.Overviews.ShouldHaveSingleItem().StoppedAt.ShouldNotBeNull();
        pipeline.Athena.Queries.ShouldBeEmpty();
    }

    [Fact]
    public void Run_AShopWithoutAnyEvent_WarnsOfItIfItIsConfigured()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.DaysOfService = service =>
            service == "shop-b" ? OverviewDays.Empty(service) : OverviewDays.Usual(service);

        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        var unknown = report.AllTables().SelectMany(table => table.Findings).Where(one => one.Code == "ShopUnknown");
        unknown.Select(finding => finding.Message).ShouldAllBe(message => message.Contains("shop-b"));
        unknown.ShouldHaveSingleItem();
    }

    [Fact]
    public void Run_EachNight_KeepsTheLastVersionsToKeep()
    {
        var pipeline = new Pipeline(settings => settings with { VersionsToKeep = 2 });
        for (var night = 0; night < 4; night++)
        {
            pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(night)));
            pipeline.Time.Advance(TimeSpan.FromDays(1));
        }

        pipeline
            .Store.Versions.Where(version => version.Table == OverviewTable.Name)
            .Select(version => version.ExecutionDate)
            .ShouldBe([Pipeline.Today.AddDays(2), Pipeline.Today.AddDays(3)]);
    }

    [Fact]
    public void Run_FromTheExtract_ExtractsTheDaysOfServicesThatOnlyTheOverviewShows()
    {
        var pipeline = new Pipeline(settings => settings with { ScanMode = ScanMode.Extract });
        pipeline.RunToEnd();
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        var before = pipeline.Athena.Queries.Count;

        pipeline.RunToEnd(Of("shop-a", Pipeline.Today.AddDays(1)));

        var extracts = pipeline.Athena.Queries.Skip(before).Where(query => query.QueryType == "events").ToList();
        extracts.ShouldNotBeEmpty();
        extracts.ShouldAllBe(query => query.Sql.Contains("'shop-a', 'shop-b'"));
        pipeline.Athena.Overviews[^1].Sql.ShouldContain("pipeline_events");
    }

    private static CatalogTable Live(Pipeline pipeline) => pipeline.Catalog.Tables[OverviewTable.Name];

    private static RunInput Of(string service, DateOnly date) =>
        new(new RunRequest([service], date, ["hourly_traffic"], false));
}
