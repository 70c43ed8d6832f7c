using System.Diagnostics;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Extracts;

public class ExtractionTests
{
    private static readonly DateOnly Today = Pipeline.Today;

    private readonly Pipeline pipeline = new(settings =>
        settings with
        {
            ScanMode = ScanMode.Extract,
            MinDataDate = Today.AddDays(-40),
        }
    );

    [Fact]
    public void Run_FirstNight_ExtractsAllDaysOnceThenRefreshesFromThem()
    {
        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        pipeline.Extracts.Days.Count.ShouldBe(2 * 40);
        var extractions = pipeline.Athena.Queries.Where(query => query.QueryType == "events").ToList();
        extractions.Count.ShouldBe(4);
        var tables = pipeline.Athena.Queries.Except(extractions).ToList();
        tables.Count.ShouldBe(14);
        tables.ShouldAllBe(query => query.Sql.Contains("pipeline_events") && !query.Sql.Contains("logall"));
        tables.Min(query => query.SubmittedAt).ShouldBeGreaterThanOrEqualTo(extractions.Max(query => query.EndsAt));
        report.Extract!.Queries.Sum(query => query.Days).ShouldBe(40);
        report.Totals.DataScannedBytes.ShouldBe(1000 * (14 + 4 + 2), "tables, extractions and figures");
        pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging_"));
    }

    [Fact]
    public void Run_WhileSomebodyListensToSpans_IsExtractedAllTheSame()
    {
        // As in Azure, where the worker has a span for each invocation.
        using var span = new Activity("invocation").Start();

        pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        span.GetTagItem("commerce.run_id").ShouldNotBeNull();
    }

    [Fact]
    public void Run_NextNight_ExtractsTheNewDaysOnly()
    {
        pipeline.RunToEnd();
        // Days without events of anybody are looked at for a week; these had some.
        foreach (var day in pipeline.Extracts.Days.Values.ToList())
            pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        var report = pipeline.RunToEnd(pipeline.Input(Today.AddDays(1)));

        var query = report.Extract!.Queries.ShouldHaveSingleItem();
        (query.FirstDay, query.LastDay, query.Days, query.Services).ShouldBe((Today.AddDays(-2), Today, 3, 2));
    }

    [Fact]
    public void Run_ANewDayThatCannotBeRead_FailsTheTablesThatNeedItAndSaysWhatToDo()
    {
        pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 1 ? new("Exhausted", "too much", "ask for more") : null;

        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        var tables = pipeline.Report(id).Services.SelectMany(service => service.Tables).ToList();
        tables.ShouldAllBe(table => table.Status == TableStatus.Failed && table.Error!.Code == "ExtractIncomplete");
        tables[0].Error!.Advice.ShouldContain("ask for more");
        pipeline.Report(id).Extract!.Status.ShouldBe(ReportStatus.Failed);
        pipeline.Extracts.Days.Count.ShouldBe(2 * 30);
    }

    [Fact]
    public void Run_AnOldDayThatCannotBeRead_FailsOnlyTheTablesThatReachBackToIt()
    {
        pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 4 ? new("Exhausted", "too much", "ask for more") : null;

        var report = pipeline.RunToEnd();

        report
            .Services.SelectMany(service => service.Tables)
            .Where(table => table.Status == TableStatus.Failed)
            .Select(table => table.QueryType)
            .Distinct()
            .ShouldBe(["purchase_analytics"]);
        report.Totals.Published.ShouldBe(12);
    }

    [Fact]
    public void Run_AfterAFailure_ExtractsOnlyWhatIsMissing()
    {
        pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 4 ? new("Exhausted", "too much", "ask for more") : null;
        pipeline.RunToEnd();
        foreach (var day in pipeline.Extracts.Days.Values.ToList())
            pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };

        var report = pipeline.RunToEnd(pipeline.Input());

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Queries.ShouldHaveSingleItem().LastDay.ShouldBe(Today.AddDays(-31));
    }

    [Fact]
    public void Run_AFailureThatAthenaCallsRetryable_IsRunAgainAtAnotherPlace()
    {
        pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 1 ? new("Internal", "again", "wait", RetryAdvice.Once) : null;

        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Queries.Max(query => query.Attempts).ShouldBe(2);
        pipeline.Extracts.Days.Values.Select(day => day.Location).ShouldBeUnique();
    }

    [Fact]
    public void Run_LateEventsThatCannotBeRead_WarnsAndRefreshesAllTheSame()
    {
        pipeline.RunToEnd();
        foreach (var day in pipeline.Extracts.Days.Values.ToList())
            pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with
            {
                HasEvents = true,
                ExecutionDate = day.Day.AddDays(3) < Today ? day.Day.AddDays(3) : Today.AddDays(-1),
            };
        pipeline.Athena.Ending = (_, queryType, _) =>
            queryType == "events" ? new("Exhausted", "too much", "ask for more") : null;

        var report = pipeline.RunToEnd(pipeline.Input());

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Warnings.ShouldHaveSingleItem().Code.ShouldBe("LateEventsUnread");
    }

    [Fact]
    public void Run_ADayToBeExtractedAgain_ReadsItWhateverIsThere()
    {
        pipeline.RunToEnd();
        foreach (var day in pipeline.Extracts.Days.Values.ToList())
            pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };
        var input = pipeline.Input();

        var report = pipeline.RunToEnd(
            input with
            {
                Request = input.Request with { Reextract = [Today.AddDays(-20)] },
            }
        );

        report.Extract!.Queries.ShouldHaveSingleItem().FirstDay.ShouldBe(Today.AddDays(-20));
    }

    [Fact]
    public void Run_CatalogThatMayNotBeRead_FailsAllTablesWithItsReason()
    {
        pipeline.Extracts.Refusal = new("AccessDenied", "not allowed", "allow glue:GetPartitions");

        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        pipeline
            .Report(id)
            .Services.SelectMany(service => service.Tables)
            .ShouldAllBe(table => table.Error!.Code == "AccessDenied");
    }

    [Fact]
    public void Run_CancelledWhileItExtracts_StopsItsQueriesAndEndsInOrder()
    {
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Queries.Count > 0);
        pipeline.Hub.Client.RaiseEventAsync(id, "Cancel", null).IsCompleted.ShouldBeTrue();
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Completed);
        pipeline.Report(id).Status.ShouldBe(ReportStatus.Cancelled);
        pipeline.Athena.Queries.ShouldAllBe(query => query.QueryType == "events" && query.StoppedAt != null);
    }
}
