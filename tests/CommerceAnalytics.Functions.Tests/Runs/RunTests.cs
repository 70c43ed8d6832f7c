using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Runs;

public class RunTests
{
    private static readonly Failure Wrong = new("SyntaxError", "line 1:1: no", "Mend it.");

    [Fact]
    public void Run_AllGoesWell_PublishesEveryTableOnce()
    {
        var pipeline = new Pipeline();
        var report = pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Totals.Published.ShouldBe(14);
        pipeline.Athena.Queries.Count.ShouldBe(14);
        pipeline.Catalog.Publications.Select(p => p.Table).Distinct().Count().ShouldBe(15, "the overview too");
        pipeline.Catalog.Tables.Keys.ShouldNotContain(name =>
            name.StartsWith("pipeline_staging_", StringComparison.Ordinal)
        );
        pipeline.Status("commerce-2025-10-28").ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public void Run_UnderAnIdThatIsNoRuns_FailsAndTouchesNothing()
    {
        var pipeline = new Pipeline();
        pipeline.Hub.Start(
            FunctionNames.RunOrchestrator,
            Json.Text(pipeline.Input()),
            "6cf29f1462e4773c169da80cc0382d02"
        );
        pipeline.Hub.Run();
        var run = pipeline.Run("6cf29f1462e4773c169da80cc0382d02");
        run.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        run.Error!.ShouldContain("POST /api/runs");
        pipeline.Hub.Activities.ShouldBeEmpty();
    }

    [Fact]
    public void Run_Ended_LeavesNoChildRunning()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.Hub.Run();
        pipeline.Hub.Instances.Values.ShouldAllBe(instance => instance.IsCompleted);
        pipeline
            .Hub.Instances.Keys.Where(id => id.StartsWith(RunIds.Prefix, StringComparison.Ordinal))
            .ShouldBe(["commerce-2025-10-28"]);
    }

    [Fact]
    public void Run_TwoServicesAtOnce_TakesAsLongAsTheLongestChainOfBatches()
    {
        var pipeline = new Pipeline();
        var report = pipeline.RunToEnd();
        var took = report.FinishedAt!.Value - report.StartedAt;
        took.ShouldBeGreaterThan(TimeSpan.FromSeconds(40));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(44), "the overview and three batches of 10 s, at most 10 % more");
    }

    [Fact]
    public void Run_ATableFails_GoesOnAndThrowsAtItsEnd()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (service, type, _) => service == "shop-a" && type == "hourly_traffic" ? Wrong : null;
        var report = pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Failed);
        report.Totals.Published.ShouldBe(13);
        var failed = report.Services[0].Tables.Single(table => table.Status == TableStatus.Failed);
        failed.Error.ShouldBe(new ReportNotice("SyntaxError", "line 1:1: no", "Mend it."));
        failed.Attempts.ShouldBe(1);
        var run = pipeline.Run("commerce-2025-10-28");
        run.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        run.Error!.ShouldContain("SyntaxError: shop_a_commerce_hourly_traffic_summary");
        run.Error!.ShouldContain("s3://results/commerce-summary/pipeline/runs/commerce-2025-10-28.json");
    }

    [Fact]
    public void Run_AthenaSaysRetryable_TriesOnceMoreElsewhere()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (_, type, attempt) =>
            type == "product_ranking" && attempt == 1 ? Wrong with { Retry = RetryAdvice.Once } : null;
        var report = pipeline.RunToEnd();
        report.Totals.Published.ShouldBe(14);
        var tables = report
            .Services.Select(service => service.Tables.Single(table => table.QueryType == "product_ranking"))
            .ToList();
        tables.ShouldAllBe(table => table.Attempts == 2 && table.Location!.EndsWith("-2/", StringComparison.Ordinal));
        pipeline.Athena.Queries.Count(query => query.QueryType == "product_ranking").ShouldBe(4);
    }

    [Fact]
    public void Run_AlwaysRetryable_IsTriedTwiceAndFails()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Ending = (service, type, _) =>
            service == "shop-b" && type == "product_ranking" ? Wrong with { Retry = RetryAdvice.Once } : null;
        var report = pipeline.RunToEnd();
        report.Totals.Failed.ShouldBe(1);
        pipeline
            .Athena.Queries.Count(query => query is { QueryType: "product_ranking", Service: "shop-b" })
            .ShouldBe(2);
    }

    [Fact]
    public void Run_Batches_AreBarriers()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(type.Length);
        pipeline.RunToEnd();
        foreach (var service in pipeline.Athena.Queries.GroupBy(query => query.Service))
        {
            var batches = service
                .GroupBy(query => SummaryCatalog.Get(query.QueryType).Batch)
                .OrderBy(batch => batch.Key)
                .ToList();
            batches.Select(batch => batch.Count()).ShouldBe([2, 2, 3]);
            for (var i = 1; i < batches.Count; i++)
                batches[i]
                    .Min(query => query.SubmittedAt)
                    .ShouldBeGreaterThanOrEqualTo(batches[i - 1].Max(query => query.EndedAt));
        }
    }

    [Fact]
    public void Run_MaxConcurrentServicesIsOne_KeepsTheStrictOrder()
    {
        var pipeline = new Pipeline(settings => settings with { MaxConcurrentServices = 1 });
        pipeline.RunToEnd();
        var (first, second) = (
            pipeline.Athena.Queries.Where(q => q.Service == "shop-a"),
            pipeline.Athena.Queries.Where(q => q.Service == "shop-b")
        );
        second.Min(query => query.SubmittedAt).ShouldBeGreaterThanOrEqualTo(first.Max(query => query.EndedAt));
    }

    [Fact]
    public void Run_Cancelled_StopsItsQueriesAndEndsInOrder()
    {
        var pipeline = new Pipeline();
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 4);
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);
        pipeline.Athena.Active.ShouldBe(0);
        pipeline.Athena.Queries.Count.ShouldBe(4);
        pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Completed);
        var report = pipeline.Report(id);
        report.Status.ShouldBe(ReportStatus.Cancelled);
        report
            .Services.SelectMany(service => service.Tables)
            .ShouldAllBe(table => table.Status == TableStatus.Cancelled);
        pipeline.Catalog.Publications.Select(publication => publication.Table).ShouldBe(["pipeline_overview"]);
    }

    [Fact]
    public void Run_CancelledAndItsQueriesCannotBeStopped_ReportNamesEachOfThem()
    {
        var pipeline = new Pipeline();
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 4);
        pipeline.Athena.StopRefusal = new("AccessDenied", "athena:StopQueryExecution", "Allow it.");
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);
        var report = pipeline.Report(id);
        report.Status.ShouldBe(ReportStatus.Cancelled);
        var warnings = report
            .Services.SelectMany(service => service.Tables)
            .SelectMany(table => table.Warnings)
            .ToList();
        warnings.ShouldAllBe(warning => warning.Code == "QueryNotStopped" && warning.Advice.StartsWith("Allow it."));
        pipeline.Athena.Queries.ShouldAllBe(query =>
            warnings.Count(warning => warning.Message.Contains($" {query.Id} ")) == 1
        );
    }

    [Fact]
    public void Run_WorkGroupEnforcesItsConfiguration_FailsBeforeAnyQueryAndSaysSo()
    {
        var pipeline = new Pipeline();
        pipeline.Catalog.WorkGroup = new("primary", true, EnforcesConfiguration: true, null, null);
        pipeline.Catalog.Tables.Remove("logall");
        var report = pipeline.RunToEnd();
        pipeline.Athena.Queries.ShouldBeEmpty();
        report.Totals.Failed.ShouldBe(14);
        var error = report.Services[0].Tables[0].Error!;
        error.Code.ShouldBe("WorkGroupEnforced");
        error.Message.ShouldContain("log_db.logall", Case.Sensitive, "all problems are told at once");
    }

    [Fact]
    public void Run_WorkGroupManagesResults_FailsBeforeAnyQueryAndSaysSo()
    {
        var pipeline = new Pipeline();
        pipeline.Catalog.WorkGroup = new("primary", true, false, null, null) { ManagesResults = true };
        var report = pipeline.RunToEnd();
        pipeline.Athena.Queries.ShouldBeEmpty();
        report.Services[0].Tables[0].Error!.Code.ShouldBe("WorkGroupManagesResults");
    }

    [Fact]
    public void Run_AnotherDateGoesOn_WaitsItsTurnVisibly()
    {
        var pipeline = new Pipeline();
        var first = pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Hub.Run(() => pipeline.Athena.Active > 0);
        var second = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(second).CustomStatus?.Contains("waits for commerce-2025-10-27") == true);
        pipeline.Hub.Run(() => pipeline.Run(second).IsCompleted);
        var ended = pipeline.Report(first).FinishedAt!.Value;
        pipeline.Report(second).StartedAt.ShouldBeGreaterThanOrEqualTo(ended);
        pipeline.Report(second).Status.ShouldBe(ReportStatus.Succeeded);
        pipeline.Athena.MostActive.ShouldBeLessThanOrEqualTo(7);
    }

    [Fact]
    public void Run_WaitsForHours_StartsAnewAndKeepsItsPlace()
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                RunDeadlineMinutes = 60,
                AlertWebhookUrl = "https://example.com/secret",
                QueryTimeoutMinutes = 400,
            }
        );
        pipeline.Athena.Duration = (_, _, attempt) => attempt == 1 ? TimeSpan.FromHours(2) : TimeSpan.FromSeconds(10);
        var first = pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-2)));
        pipeline.Hub.Run(() => pipeline.Athena.Active > 0);
        var second = pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Hub.Run(() => pipeline.Run(second).Past.Count > 2);
        // Azure Storage shows a new generation as created when it begins.
        pipeline.Run(second).CreatedAt = pipeline.Hub.Now;
        var third = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(third).IsCompleted);

        pipeline.Report(third).StartedAt.ShouldBeGreaterThanOrEqualTo(pipeline.Report(second).FinishedAt!.Value);
        pipeline.Run(second).Past.Count.ShouldBeGreaterThan(2);
        pipeline.Run(second).Past.ShouldAllBe(history => history.Count < 400);
        pipeline.Report(second).Warnings.Count(warning => warning.Code == "RunLate").ShouldBe(1);
        pipeline.Webhook.Told.Count(alert => alert.RunId == second && alert.Kind == AlertKind.Late).ShouldBe(1);
        pipeline.Report(second).Totals.Published.ShouldBe(14);
        pipeline.Report(first).Totals.Published.ShouldBe(14);
    }

    [Fact]
    public void Run_CancelledAfterItStartedAnew_Ends()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromMinutes(25);
        pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Hub.Run(() => pipeline.Athena.Active > 0);
        var second = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(second).Past.Count == 1);
        pipeline.Hub.SendEvent(second, RunEvents.Cancel, "\"HTTP\"");
        pipeline.Hub.Run(() => pipeline.Run(second).IsCompleted);
        pipeline.Report(second).Status.ShouldBe(ReportStatus.Cancelled);
    }

    [Fact]
    public void Run_TerminatedFromOutside_IsStoppedByTheNext()
    {
        var pipeline = new Pipeline();
        var dead = pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromMinutes(20);
        pipeline.Hub.Run(() =>
            pipeline.Athena.Active == 4
            && pipeline.Hub.Instances.Keys.Any(id =>
                id.StartsWith("queue-", StringComparison.Ordinal)
                && pipeline.Hub.Instances[id].CustomStatus?.Contains("q4") == true
            )
        );
        pipeline.Hub.Terminate(dead);
        pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromSeconds(10);
        var report = pipeline.RunToEnd();
        report.Totals.Published.ShouldBe(14);
        pipeline.Athena.Queries.Count(query => query.StoppedAt is not null).ShouldBe(4);
        pipeline.Athena.Queries.Count.ShouldBe(18, "the dead run's services get nothing more through");
    }

    [Fact]
    public async Task Run_LaterDataWasPublishedWhileItWaited_LeavesItAlone()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        var id = "commerce-2025-10-27";
        await pipeline.Hub.Client.ScheduleNewOrchestrationInstanceAsync(
            FunctionNames.RunOrchestrator,
            pipeline.Input(Pipeline.Today.AddDays(-1)),
            new StartOrchestrationOptions(id) { DedupeStatuses = [] }
        );
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);
        pipeline.Athena.Queries.Count.ShouldBe(14);
        var tables = pipeline.Report(id).Services.SelectMany(service => service.Tables).ToList();
        tables.ShouldAllBe(table =>
            table.Status == TableStatus.Skipped && table.Warnings.Single().Code == "LaterDataPublished"
        );
    }

    [Fact]
    public void Run_EventsTableLacksAttributes_WarnsAndGoesOn()
    {
        var pipeline = new Pipeline();
        var events = pipeline.Catalog.Tables["logall"];
        var columns = events.Columns.Select(c =>
            c.Name == "attributes"
                ? c with
                {
                    Type = "struct<resource.service.name:string,sessionId:string,userKey:string>",
                }
                : c
        );
        pipeline.Catalog.Tables["logall"] = events with { Columns = [.. columns] };
        var report = pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report
            .Services[0]
            .Tables.Single(table => table.QueryType == "button_interaction")
            .Warnings.ShouldContain(w => w.Message.Contains("'action'"));
    }

    [Fact]
    public void Run_FiftyServices_StaysWithinItsLimits()
    {
        var names = Enumerable.Range(1, 50).Select(n => $"shop-{n}").ToList();
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = names,
                MaxConcurrentServices = 10,
                MaxConcurrentQueries = 15,
            }
        );
        pipeline.Athena.Duration = (service, type, _) =>
            TimeSpan.FromSeconds(20 + ((service.Length * 7 + type.Length) % 11));
        var report = pipeline.RunToEnd();
        report.Totals.Published.ShouldBe(350);
        pipeline.Athena.MostActive.ShouldBe(15);
        pipeline.Hub.Instances.Values.ShouldAllBe(instance =>
            instance.CustomStatus == null || instance.CustomStatus.Length < 8000
        );
    }

    [Fact]
    public void Run_FortyServices_SaysAtEachMomentWhatGoesOn()
    {
        var names = Enumerable.Range(1, 40).Select(n => $"shop-{n}").ToList();
        var pipeline = new Pipeline(settings => settings with { ServiceNames = names, MaxConcurrentServices = 8 });
        var id = pipeline.Start();
        var lines = new List<string>();
        pipeline.Hub.Run(() =>
        {
            var status = pipeline.Run(id).CustomStatus;
            if (pipeline.Athena.Active > 0)
                lines.Add(Json.Value<RunProgress>(status).Line);
            (status?.Length ?? 0).ShouldBeLessThan(8000);
            return pipeline.Run(id).IsCompleted;
        });
        lines[0].ShouldBe("0 of 280 tables published; building the overview");
        lines
            .Distinct()
            .ElementAt(1)
            .ShouldBe(
                "0 of 280 tables published; publishing 56 tables of shop-1, shop-2, shop-3, shop-4, shop-5, shop-6 and 2 more"
            );
        lines.Where(line => line.Contains("nothing running", StringComparison.Ordinal)).ShouldBeEmpty();
        lines.ShouldContain(line =>
            line.Contains(" of 280 tables published; publishing ", StringComparison.Ordinal) && line[0] != '0'
        );
        pipeline.Report(id).Totals.Published.ShouldBe(280);
    }
}
