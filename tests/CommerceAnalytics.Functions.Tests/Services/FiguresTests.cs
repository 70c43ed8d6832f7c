using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>Warnings from the published tables' own figures.</summary>
public class FiguresTests
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
    public void Run_AllGoesWell_AsksForFiguresOnceAServiceAndEveryCtasOnce()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.Athena.Queries.Select(query => (query.Service, query.QueryType)).Distinct().Count().ShouldBe(14);
        pipeline.Athena.Queries.Count.ShouldBe(14);
        pipeline.Athena.FigureQueries.Select(query => query.Service).ShouldBe(["shop-a", "shop-b"], ignoreOrder: true);
        foreach (var figures in pipeline.Athena.FigureQueries)
            figures.SubmittedAt.ShouldBeGreaterThanOrEqualTo(
                pipeline.Athena.Queries.Where(query => query.Service == figures.Service).Max(query => query.EndedAt)
            );
    }

    [Fact]
    public void Run_OneQueryAtATime_HoldsForFiguresToo()
    {
        var pipeline = new Pipeline(settings => settings with { MaxConcurrentQueries = 1 });
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        pipeline.Athena.FigureQueries.Count.ShouldBe(2);
        pipeline.Athena.MostActive.ShouldBe(1);
    }

    [Fact]
    public void Run_ATableFailedOrIsEmpty_LeavesItOutOfTheQuestion()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.Ending = (_, type, _) =>
            type == "product_ranking" ? new Failure("SyntaxError", "no", "Mend it.") : null;
        pipeline.Athena.Figures = (_, queryType) => queryType == "search_analytics" ? null : (0, 100);
        var report = pipeline.RunToEnd();
        var sql = pipeline.Athena.FigureQueries.ShouldHaveSingleItem().Sql;
        sql.ShouldNotContain("product_ranking");
        sql.ShouldContain("WHERE calculation_date = DATE '2025-10-28'");
        Warnings(report, "shop-a")
            .Select(warning => warning.Split(':')[0])
            .ShouldBe(["purchase_analytics RevenueUnknown"]);
    }

    [Fact]
    public void Run_AthenaCallsTheFailureRetryable_ReadsTheFiguresOnceMore()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        pipeline.Athena.FiguresEnding = _ =>
            pipeline.Athena.FigureQueries.Count == 0
                ? new Failure("InternalError", "again", "Wait.", RetryAdvice.Once)
                : null;

        var report = pipeline.RunToEnd();

        pipeline.Athena.FigureQueries.Count.ShouldBe(2);
        Warnings(report, "shop-a").ShouldBeEmpty();
    }

    [Fact]
    public void Run_FiguresCannotBeRead_SaysSoAndPublishesAllTheSame()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.FiguresEnding = service =>
            service == "shop-b" ? new Failure("AccessDenied", "not allowed", "Allow it.") : null;
        var report = pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Totals.Published.ShouldBe(14);
        Warnings(report, "shop-a").ShouldBeEmpty();
        var warnings = Warnings(report, "shop-b");
        warnings.Count.ShouldBe(5);
        warnings.ShouldAllBe(warning =>
            warning.Contains(" FiguresUnread: ", StringComparison.Ordinal)
            && warning.EndsWith("AccessDenied: not allowed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Run_CancelledWhileFiguresAreRead_StopsThatQueryAndKeepsWhatIsPublished()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.FigureQueries.Count == 1);
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);
        pipeline.Athena.Active.ShouldBe(0);
        pipeline.Report(id).Totals.Published.ShouldBe(7);
        Warnings(pipeline.Report(id), "shop-a").ShouldBeEmpty();
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
