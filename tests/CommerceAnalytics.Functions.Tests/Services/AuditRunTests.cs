using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>The audit in whole runs: what is asked, what is held, what is only told.</summary>
public class AuditRunTests
{
    [Fact]
    public void Run_FiguresBeyondTheirThresholds_WarnsOfEachTable()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Figures = (service, queryType) =>
            (service, queryType) switch
            {
                ("shop-a", "product_ranking") => (51, 1000),
                ("shop-a", "search_analytics") => (0, 100),
                ("shop-a", "purchase_analytics") => (49, 100),
                (_, "product_ranking" or "category_performance") => (50, 1000),
                (_, "search_analytics") => (0, 99),
                _ => (50, 100),
            };
        var report = pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Succeeded, "warnings fail nothing");
        Warnings(report, "shop-a")
            .ShouldBe([
                "product_ranking InvalidValues: 51 of 1,000 cart adds (5.10 %) have no valid quantity or no valid price.",
                "purchase_analytics RevenueUnknown: The amount is known of only 49 of 100 purchases (49.00 %).",
                "search_analytics SearchesWithoutClicks: Not one of 100 searches led to a click.",
            ]);
        Warnings(report, "shop-b").ShouldBeEmpty();
        report.Services[0].Tables.SelectMany(table => table.Warnings).ShouldAllBe(warning => warning.Advice.Length > 0);
    }

    [Fact]
    public void Run_ThresholdSet_IsTheOneThatCounts()
    {
        var pipeline = new Pipeline(settings => settings with { Checks = new() { MaxInvalidValuePercent = 60 } });
        pipeline.Athena.Figures = (_, queryType) =>
            queryType is "product_ranking" ? (60, 100)
            : queryType is "category_performance" ? (61, 100)
            : (100, 100);
        var report = pipeline.RunToEnd();
        Warnings(report, "shop-a")
            .Select(warning => warning.Split(':')[0])
            .ShouldBe(["category_performance InvalidValues"]);
    }

    [Fact]
    public void Run_AllGoesWell_AuditsEachBatchOfAServiceOnceAndEveryCtasOnce()
    {
        var pipeline = new Pipeline();
        var report = pipeline.RunToEnd();
        pipeline.Athena.Queries.Count.ShouldBe(14);
        pipeline.Athena.FigureQueries.Count(query => query.Service == "shop-a").ShouldBe(3);
        pipeline.Athena.FigureQueries.Count.ShouldBe(6);
        pipeline.Athena.FigureQueries.ShouldAllBe(query => query.OverviewPart != null);
        report.Services[0].Tables.Sum(table => table.FiguresScannedBytes?.Count ?? 0).ShouldBe(3);
        report.AllTables().ShouldAllBe(table => table.Findings.Count == 0);
    }

    [Fact]
    public void Run_OneQueryAtATime_HoldsForAuditsToo()
    {
        var pipeline = new Pipeline(settings => settings with { MaxConcurrentQueries = 1 });
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        pipeline.Athena.FigureQueries.Count.ShouldBe(6);
        pipeline.Athena.MostActive.ShouldBe(1);
    }

    [Fact]
    public void Run_TwoRowsHaveOneKey_HoldsThatTableOnlyAndFails()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        var live = pipeline.Catalog.Tables[Table];
        pipeline.Athena.Built = KeysRepeated;

        var report = pipeline.RunToEnd();

        (report.Status, report.Totals.Published, report.Totals.Failed).ShouldBe((ReportStatus.Failed, 13, 1));
        var held = Held(report);
        (held.Table, held.Error!.Code).ShouldBe((Table, "KeyRepeated"));
        var finding = held.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity, finding.Figure).ShouldBe(("KeyRepeated", FindingSeverity.Hold, 2m));
        report.Services[0].Status.ShouldBe(ReportStatus.Failed);
        pipeline.Run(report.RunId).Error!.ShouldContain($"1 of 14 tables held: KeyRepeated: {Table}");
        pipeline.Catalog.Tables[Table].ShouldBe(live);
        var kept = pipeline.Store.Versions.Single(version => version.Location == held.Location);
        (kept.State, kept.IsHeld, kept.Rows).ShouldBe((VersionState.Checked, true, 5));
        pipeline.Store.Files.ShouldContainKey(held.Location!);
        pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging_"));
        pipeline.History.Shown("product_ranking").Count().ShouldBe(1);
    }

    [Fact]
    public void Rerun_OfARunWithAHeldTable_BuildsThatAnewAndPublishesIt()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Built = KeysRepeated;
        var failed = pipeline.RunToEnd();
        pipeline.Athena.Built = (_, _) => [];

        var report = pipeline.RunToEnd(Rerun.Of(failed, pipeline.Input()).ShouldNotBeNull());

        (report.Status, report.Totals.Tables).ShouldBe((ReportStatus.Succeeded, 1));
        pipeline.Athena.Queries.Count.ShouldBe(15);
        pipeline.Catalog.Tables[Table].Location.ShouldBe(report.AllTables().Single(t => t.Table == Table).Location);
    }

    [Fact]
    public void Prune_LaterNights_KeepAHeldVersionAsLongAsOneBeforeIt()
    {
        var pipeline = new Pipeline(settings => settings with { VersionsToKeep = 2, HistoryNights = 0 });
        pipeline.RunToEnd();
        pipeline.Athena.Built = KeysRepeated;
        var held = Held(Next(pipeline, 1)).Location;
        pipeline.Athena.Built = (_, _) => [];

        Next(pipeline, 2);
        pipeline.Store.Versions.ShouldContain(version => version.Location == held);
        Next(pipeline, 3);
        pipeline.Store.Versions.ShouldNotContain(version => version.Location == held);
    }

    [Fact]
    public void Run_AfterAFirstNightThatWasHeld_DoesNotCountItsVersionAsOneThatReadersSaw()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Built = KeysRepeated;
        var held = Held(pipeline.RunToEnd()).Location;
        pipeline.Catalog.Tables.ShouldNotContainKey(Table);
        pipeline.Athena.Built = (_, _) => [];

        Next(pipeline, 1).Status.ShouldBe(ReportStatus.Succeeded);

        var published = pipeline.Store.Versions.Single(version => version.Table == Table && version.Location != held);
        published.Replaces.ShouldBeNull();
    }

    [Fact]
    public void Run_KindOfEventVanished_TellsItOnceAndPublishes()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.DaysOfService = service => OverviewDays.Usual(service).Select(WithoutCartAddsOnTheLastDay);

        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        foreach (var service in report.Services)
        {
            var finding = service.Tables.SelectMany(table => table.Findings).ShouldHaveSingleItem();
            (finding.Code, finding.Kind, finding.Usual).ShouldBe(("KindMissing", "cart_adds", 100m));
        }
    }

    [Fact]
    public void Run_TableShrankAgainstItsHistory_IsHeldByTheNightsThatItHas()
    {
        var pipeline = new Pipeline(settings => settings with { MinDataDate = new(2025, 1, 1) });
        for (var day = -3; day < 0; day++)
            pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(day)));
        var nights = Enumerable.Range(1, 3).Select(before => $"{Pipeline.Today.AddDays(-before):yyyy-MM-dd}").ToList();
        pipeline.Athena.Built = (service, queryType) =>
            (service, queryType) == ("shop-a", "product_ranking")
                ? [.. nights.Select(night => ("night_watched", night, "1000")), ("watched", "", "50")]
                : [];

        var report = pipeline.RunToEnd();

        Held(report).Findings.ShouldHaveSingleItem().Code.ShouldBe("TableShrank");
        pipeline.Athena.FigureQueries.ShouldContain(query =>
            query.Sql.Contains($"night IN ({string.Join(", ", nights.Select(night => $"'{night}'"))})")
        );
    }

    [Fact]
    public void Run_WithoutAnOverview_SaysOnceAServiceThatDaysWereNotCompared()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (_, type, _) =>
            type == "overview" ? new Failure("SyntaxError", "no", "Mend it.") : null;

        var report = pipeline.RunToEnd();

        report.Totals.Published.ShouldBe(14);
        pipeline.Athena.FigureQueries.ShouldAllBe(query => query.OverviewPart == null);
        foreach (var service in report.Services)
            service
                .Tables.SelectMany(table => table.Warnings)
                .ShouldHaveSingleItem()
                .Code.ShouldBe("AuditWithoutOverview");
    }

    [Fact]
    public void Run_ATableFailed_AuditsTheOthersOfItsBatch()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.Ending = (_, type, _) =>
            type == "product_ranking" ? new Failure("SyntaxError", "no", "Mend it.") : null;

        pipeline.RunToEnd().Totals.Published.ShouldBe(6);

        pipeline.Athena.FigureQueries.ShouldAllBe(query => !query.Sql.Contains("'product_ranking'"));
        pipeline.Athena.FigureQueries.Count.ShouldBe(3);
    }

    [Fact]
    public void Run_AthenaCallsTheFailureRetryable_AuditsOnceMore()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.FiguresEnding = _ =>
            pipeline.Athena.FigureQueries.Count == 0
                ? new Failure("InternalError", "again", "Wait.", RetryAdvice.Once)
                : null;

        var report = pipeline.RunToEnd();

        pipeline.Athena.FigureQueries.Count.ShouldBe(4);
        Warnings(report, "shop-a").ShouldBeEmpty();
    }

    [Fact]
    public void Run_AuditCannotBeRead_SaysSoAndPublishesAllTheSame()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Built = KeysRepeated;
        pipeline.Athena.FiguresEnding = service =>
            service == "shop-a" ? new("AccessDenied", "not allowed", "Allow it.") : null;

        var report = pipeline.RunToEnd();

        (report.Status, report.Totals.Published).ShouldBe((ReportStatus.Succeeded, 14));
        Warnings(report, "shop-b").ShouldBeEmpty();
        var warnings = Warnings(report, "shop-a");
        warnings.Count.ShouldBe(7);
        warnings.ShouldAllBe(warning =>
            warning.Contains(" AuditNotDone: ", StringComparison.Ordinal)
            && warning.EndsWith("AccessDenied: not allowed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Run_CancelledDuringAnAudit_StopsThatQueryAndPublishesNoneOfItsTables()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.FigureQueries.Count == 3);
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        pipeline.Athena.Active.ShouldBe(0);
        pipeline.Athena.FigureQueries[2].StoppedAt.ShouldNotBeNull();
        var report = pipeline.Report(id);
        report.Status.ShouldBe(ReportStatus.Cancelled);
        var last = SummaryCatalog.All.Max(summary => summary.Batch);
        foreach (var table in report.Services[0].Tables)
            table.Status.ShouldBe(
                SummaryCatalog.Get(table.QueryType).Batch == last ? TableStatus.Cancelled : TableStatus.Published
            );
    }

    private const string Table = "shop_a_commerce_product_ranking_summary";

    private static IEnumerable<(string, string, string)> KeysRepeated(string service, string queryType) =>
        (service, queryType) == ("shop-a", "product_ranking") ? [("rows_with_key_of_another", "", "2")] : [];

    private static OverviewDay WithoutCartAddsOnTheLastDay(OverviewDay day) =>
        day.Day != Pipeline.Today.AddDays(-1)
            ? day
            : day with
            {
                Kinds = [.. OverviewKind.All.Select(kind => kind == OverviewKind.CartAdds ? 0 : day.Of(kind))],
            };

    private static TableReport Held(RunReport report) =>
        report.AllTables().Where(table => table.Status == TableStatus.Held).ShouldHaveSingleItem();

    private static RunReport Next(Pipeline pipeline, int days)
    {
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        return pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(days)));
    }

    private static List<string> Warnings(RunReport report, string service) =>
        [
            .. report
                .Services.Single(s => s.ServiceName == service)
                .Tables.SelectMany(table =>
                    table.Warnings.Select(warning => $"{table.QueryType} {warning.Code}: {warning.Message}")
                ),
        ];
}
