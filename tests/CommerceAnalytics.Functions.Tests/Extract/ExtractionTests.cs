using System.Diagnostics;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Extract;

public class ExtractionTests
{
    private static readonly DateOnly Today = Pipeline.Today;

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ScanMode = ScanMode.Extract,
            MinDataDate = Today.AddDays(-40),
        }
    );

    [Fact]
    public void Run_FirstNight_ExtractsAllDaysOnceThenRefreshesFromThem()
    {
        var report = _pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        _pipeline.Extracts.Days.Count.ShouldBe(2 * 40);
        var extractions = _pipeline.Athena.Queries.Where(query => query.QueryType == "events").ToList();
        extractions.Count.ShouldBe(4);
        var tables = _pipeline.Athena.Queries.Except(extractions).ToList();
        tables.Count.ShouldBe(14);
        tables.ShouldAllBe(query => query.Sql.Contains("pipeline_events") && !query.Sql.Contains("logall"));
        tables.Min(query => query.SubmittedAt).ShouldBeGreaterThanOrEqualTo(extractions.Max(query => query.EndsAt));
        report.Extract!.Queries.Sum(query => query.Days).ShouldBe(40);
        report.Totals.DataScannedBytes.ShouldBe(
            1000 * (14 + 4 + 6 + 1),
            "tables, extractions, three audits of two services, and the overview"
        );
        _pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging_"));
    }

    [Fact]
    public void Run_WhileSomebodyListensToSpans_IsExtractedAllTheSame()
    {
        // As in Azure, where the worker has a span for each invocation.
        using var span = new Activity("invocation").Start();

        _pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        span.GetTagItem("commerce.run_id").ShouldNotBeNull();
    }

    [Fact]
    public void Run_NextNight_ExtractsTheNewDaysOnly()
    {
        _pipeline.RunToEnd();
        // Days without events of anybody are looked at for a week; these had some.
        foreach (var day in _pipeline.Extracts.Days.Values.ToList())
            _pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };

        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        var report = _pipeline.RunToEnd(_pipeline.Input(Today.AddDays(1)));

        var query = report.Extract!.Queries.ShouldHaveSingleItem();
        (query.FirstDay, query.LastDay, query.Days, query.Services).ShouldBe((Today.AddDays(-2), Today, 3, 2));
    }

    [Fact]
    public void Run_ANewDayThatCannotBeRead_FailsTheTablesThatNeedItAndSaysWhatToDo()
    {
        _pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 1 ? new("Exhausted", "too much", "ask for more") : null;

        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        var tables = _pipeline.Report(id).Services.SelectMany(service => service.Tables).ToList();
        tables.ShouldAllBe(table => table.Status == TableStatus.Failed && table.Error!.Code == "ExtractIncomplete");
        tables[0].Error!.Advice.ShouldContain("ask for more");
        _pipeline.Report(id).Extract!.Status.ShouldBe(ReportStatus.Failed);
        _pipeline.Extracts.Days.Count.ShouldBe(2 * 30);
    }

    [Fact]
    public void Run_AnOldDayThatCannotBeRead_FailsOnlyTheTablesThatReachBackToIt()
    {
        _pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 4 ? new("Exhausted", "too much", "ask for more") : null;

        var report = _pipeline.RunToEnd();

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
        _pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 4 ? new("Exhausted", "too much", "ask for more") : null;
        _pipeline.RunToEnd();
        foreach (var day in _pipeline.Extracts.Days.Values.ToList())
            _pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };

        var report = _pipeline.RunToEnd(_pipeline.Input());

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Queries.ShouldHaveSingleItem().LastDay.ShouldBe(Today.AddDays(-31));
    }

    [Fact]
    public void Run_AFailureThatAthenaCallsRetryable_IsRunAgainAtAnotherPlace()
    {
        _pipeline.Athena.Ending = (_, queryType, attempt) =>
            queryType == "events" && attempt == 1 ? new("Internal", "again", "wait", RetryAdvice.Once) : null;

        var report = _pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Queries.Max(query => query.Attempts).ShouldBe(2);
        _pipeline.Extracts.Days.Values.Select(day => day.Location).ShouldBeUnique();
    }

    [Fact]
    public void Run_LateEventsThatCannotBeRead_WarnsAndRefreshesAllTheSame()
    {
        _pipeline.RunToEnd();
        foreach (var day in _pipeline.Extracts.Days.Values.ToList())
            _pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with
            {
                HasEvents = true,
                ExecutionDate = day.Day.AddDays(3) < Today ? day.Day.AddDays(3) : Today.AddDays(-1),
            };
        _pipeline.Athena.Ending = (_, queryType, _) =>
            queryType == "events" ? new("Exhausted", "too much", "ask for more") : null;

        var report = _pipeline.RunToEnd(_pipeline.Input());

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Extract!.Warnings.ShouldHaveSingleItem().Code.ShouldBe("LateEventsUnread");
    }

    [Fact]
    public void Run_NextNight_TellsAgainOfLinesThatWereSkippedWhenItsDaysWereExtracted()
    {
        var damaged = Skipped(Today.AddDays(-20), 30);
        _pipeline.Athena.Skipped = (queryType, _) => queryType == "events" ? [damaged] : null;
        _pipeline.RunToEnd().Extract!.SkippedLines.ShouldBeNull("its own statement tells of them");
        WithEvents();
        _pipeline.Athena.Skipped = (_, _) => null;

        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        var extract = _pipeline.RunToEnd(_pipeline.Input(Today.AddDays(1))).Extract!;

        var told = extract.SkippedLines.ShouldHaveSingleItem();
        (told.Day, told.Lines, told.Skipped, told.Files.Single()).ShouldBe((damaged.Day, 1000, 30, damaged.Files[0]));
        var warning = extract.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("LinesSkipped");
        warning.Message.ShouldContain(
            $"{Today.AddDays(-20):yyyy-MM-dd}: 30 of 1,000 lines (3.00 %), e.g. s3://log/a.json line 7: torn"
        );
    }

    [Fact]
    public void Run_SkippedLinesBelowThePercent_AreInTheReportOfLaterNightsWithoutAWarning()
    {
        var damaged = Skipped(Today.AddDays(-20), 10);
        _pipeline.Athena.Skipped = (queryType, _) => queryType == "events" ? [damaged] : null;
        _pipeline.RunToEnd();
        WithEvents();
        _pipeline.Athena.Skipped = (_, _) => null;

        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        var extract = _pipeline.RunToEnd(_pipeline.Input(Today.AddDays(1))).Extract!;

        extract.SkippedLines.ShouldHaveSingleItem().Skipped.ShouldBe(10);
        extract.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Run_ADayThatIsReadAgainOnceMended_IsNotToldOfAnyMore()
    {
        _pipeline.Athena.Skipped = (queryType, _) => queryType == "events" ? [Skipped(Today.AddDays(-20), 30)] : null;
        _pipeline.RunToEnd();
        WithEvents();
        _pipeline.Athena.Skipped = (_, _) => null;
        var input = _pipeline.Input();

        var again = _pipeline.RunToEnd(
            input with
            {
                Request = input.Request with { Reextract = [Today.AddDays(-20)] },
            }
        );

        again.Extract!.SkippedLines.ShouldBeNull();
        again.Extract.Warnings.ShouldBeEmpty();
        _pipeline.RunToEnd(_pipeline.Input()).Extract!.SkippedLines.ShouldBeNull();
    }

    [Fact]
    public void Run_ADayThatCannotBeReadAgain_IsToldOfAsItWasRead()
    {
        _pipeline.Athena.Skipped = (queryType, _) => queryType == "events" ? [Skipped(Today.AddDays(-20), 30)] : null;
        _pipeline.RunToEnd();
        WithEvents();
        _pipeline.Athena.Ending = (_, queryType, _) =>
            queryType == "events" ? new("Exhausted", "too much", "ask for more") : null;
        var input = _pipeline.Input();

        var again = _pipeline.RunToEnd(
            input with
            {
                Request = input.Request with { Reextract = [Today.AddDays(-20)] },
            }
        );

        again.Extract!.SkippedLines.ShouldHaveSingleItem();
        again.Extract.Warnings.Select(warning => warning.Code).ShouldBe(["LinesSkipped", "LateEventsUnread"]);
    }

    [Fact]
    public void Run_ADayWithSkippedLinesBeforeAllWindows_IsNotToldOf()
    {
        _pipeline.Athena.Skipped = (queryType, _) => queryType == "events" ? [Skipped(Today.AddDays(-40), 30)] : null;
        _pipeline.RunToEnd();
        WithEvents();
        _pipeline.Athena.Skipped = (_, _) => null;
        var input = _pipeline.Input();

        var hourly = _pipeline.RunToEnd(
            input with
            {
                Request = input.Request with { QueryTypes = ["hourly_traffic"] },
            }
        );

        hourly.Extract!.SkippedLines.ShouldBeNull();
    }

    [Fact]
    public void Run_ADayToBeExtractedAgain_ReadsItWhateverIsThere()
    {
        _pipeline.RunToEnd();
        foreach (var day in _pipeline.Extracts.Days.Values.ToList())
            _pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };
        var input = _pipeline.Input();

        var report = _pipeline.RunToEnd(
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
        _pipeline.Extracts.Refusal = new("AccessDenied", "not allowed", "allow glue:GetPartitions");

        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        _pipeline
            .Report(id)
            .Services.SelectMany(service => service.Tables)
            .ShouldAllBe(table => table.Error!.Code == "AccessDenied");
    }

    [Fact]
    public void Run_CancelledWhileItExtracts_StopsItsQueriesAndEndsInOrder()
    {
        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);
        _pipeline.Hub.Client.RaiseEventAsync(id, "Cancel", null).IsCompleted.ShouldBeTrue();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        _pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Completed);
        _pipeline.Report(id).Status.ShouldBe(ReportStatus.Cancelled);
        _pipeline.Athena.Queries.ShouldAllBe(query => query.QueryType == "events" && query.StoppedAt != null);
    }

    private static SkippedDay Skipped(DateOnly day, long skipped) =>
        new($"{day:yyyy-MM-dd}", 1000, skipped, [new("s3://log/a.json", 1000, skipped, 7, "torn")]);

    /// <summary>Days without events of anybody are looked at for a week; these had some.</summary>
    private void WithEvents()
    {
        foreach (var day in _pipeline.Extracts.Days.Values.ToList())
            _pipeline.Extracts.Days[(day.Day, day.ServiceName)] = day with { HasEvents = true };
    }
}
