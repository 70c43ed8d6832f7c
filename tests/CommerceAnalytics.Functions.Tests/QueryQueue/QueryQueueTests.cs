using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.QueryQueue;

public class QueryQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Queue_FewMayBeActive_NeverHasMore(int most)
    {
        var pipeline = new Pipeline(settings => settings with { MaxConcurrentQueries = most });
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        pipeline.Athena.MostActive.ShouldBe(most);
    }

    [Fact]
    public void Queue_AccountIsFull_WaitsItOutAndFailsNoTable()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Limit = 0;
        pipeline.Hub.At(pipeline.Hub.Now.AddHours(2), () => pipeline.Athena.Limit = 2);
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        pipeline.Athena.MostActive.ShouldBe(2);
        pipeline.Athena.Refused.ShouldBeInRange(90, 300);
    }

    [Fact]
    public void Queue_AthenaCannotBeReached_FailsTheTablesAfterManyTries()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Refusal = (service, _) =>
            service == "shop-a" ? new("ServiceUnavailable", "503", "", RetryAdvice.AfterWaiting) : null;
        var report = pipeline.RunToEnd();
        report
            .Services[0]
            .Tables.ShouldAllBe(table =>
                table.Status == TableStatus.Failed && table.Error!.Code == "ServiceUnavailable"
            );
        report.Services[1].Status.ShouldBe(ReportStatus.Succeeded);
    }

    [Fact]
    public void Queue_SubmissionIsWrong_FailsAtOnceWithoutWaiting()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Refusal = (_, type) => type == "hourly_traffic" ? new("AccessDenied", "no", "ask") : null;
        var report = pipeline.RunToEnd();
        report.Totals.Failed.ShouldBe(2);
        (report.FinishedAt - report.StartedAt)!.Value.ShouldBeLessThan(
            TimeSpan.FromSeconds(44),
            "the overview and three batches"
        );
    }

    [Fact]
    public void Queue_QueryTakesTooLong_StopsItAndFailsTheTable()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (service, type, _) =>
            service == "shop-b" && type == "search_analytics" ? TimeSpan.FromHours(3) : TimeSpan.FromSeconds(10);
        var report = pipeline.RunToEnd();
        report.Totals.Published.ShouldBe(13);
        report
            .Services[1]
            .Tables.Single(table => table.Status == TableStatus.Failed)
            .Error!.Code.ShouldBe("QueryTimeout");
        var stopped = pipeline.Athena.Queries.Single(query => query.StoppedAt is not null);
        (stopped.StoppedAt!.Value - stopped.SubmittedAt).TotalMinutes.ShouldBe(30, 0.1);
    }

    [Fact]
    public void Queue_DurationIsUnknown_SeesTheEndWithinTwoPercent()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromSeconds(500);
        var report = pipeline.RunToEnd();
        (report.FinishedAt - report.StartedAt)!.Value.TotalSeconds.ShouldBeInRange(
            2000,
            2000 * 1.025,
            "the overview and three batches"
        );
        var calls = pipeline.Athena.Looks.Count;
        calls.ShouldBeLessThan(4 * 320, "steps grow with the time waited");
        pipeline.Athena.Looks.Max().ShouldBe(7, "one call looks at all that run, an audit among them");
    }

    [Fact]
    public void Queue_DurationOfLastTimeIsKnown_HardlyLooks()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(type == "overview" ? 1 : 500);
        pipeline.RunToEnd();
        pipeline.Athena.Looks.Clear();
        var report = pipeline.RunToEnd();
        report.Totals.Published.ShouldBe(14);
        // Ten per batch: after 1, 2, 4, ... 256 s, and when it took as long as last time. The others are for the overview
        // and the audit's queries, which take a second or less: after 0.1, 0.2, 0.4, 0.8 s.
        pipeline.Athena.Looks.Count.ShouldBeLessThanOrEqualTo(38);
        (report.FinishedAt - report.StartedAt)!.Value.TotalSeconds.ShouldBeInRange(1500, 1530);
    }

    [Fact]
    public void Queue_ManyLooks_StartsAnewBeforeItsHistoryGrows()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(300 + type.Length);
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        var queue = pipeline.Hub.Instances.Values.Single(instance =>
            instance.Id.StartsWith("queue-", StringComparison.Ordinal)
        );
        queue.Generation.ShouldBeGreaterThan(3);
        queue.Past.Append(queue.History).Max(history => history.Count).ShouldBeLessThan(1000);
        pipeline.Athena.Queries.Count.ShouldBe(14);
    }

    [Fact]
    public void Queue_LooksAreThrottled_LooksLessOftenAndLosesNothing()
    {
        var pipeline = new Pipeline();
        var refused = 0;
        pipeline.Athena.LookRefusal = () =>
            refused++ < 5 ? new("TooManyRequests", "slow down", "", RetryAdvice.AfterWaiting) : null;
        pipeline.RunToEnd().Totals.Published.ShouldBe(14);
        var gaps = pipeline.Athena.PolledAt.Take(6).Zip(pipeline.Athena.PolledAt.Skip(1), (a, b) => b - a).ToList();
        gaps[3].ShouldBeGreaterThan(gaps[1]);
    }

    [Fact]
    public void Queue_MayNotLookAtQueries_StopsThem()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.LookRefusal = () => new("AccessDenied", "athena:BatchGetQueryExecution", "Allow it.");
        var report = pipeline.RunToEnd();
        report.Totals.Failed.ShouldBe(14);
        pipeline.Athena.Queries.ShouldAllBe(query => query.StoppedAt != null);
    }

    [Fact]
    public async Task Queue_StoppedByOthers_FailsTheTableAndSaysSo()
    {
        var pipeline = new Pipeline();
        pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 4);
        await pipeline.Athena.StopAsync(["q1"], CancellationToken.None);
        pipeline.Hub.Run(() => pipeline.Run("commerce-2025-10-28").IsCompleted);
        var tables = pipeline.Report("commerce-2025-10-28").Services.SelectMany(service => service.Tables);
        tables.Single(table => table.Status == TableStatus.Failed).Error!.Code.ShouldBe("QueryCancelled");
    }

    [Fact]
    public void Queue_ManyQueriesThatEndBesideEachOther_SeesSeveralByOneLookAndEachInTime()
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = [.. Enumerable.Range(1, 30).Select(n => $"shop-{n}")],
                MaxConcurrentServices = 15,
                MaxConcurrentQueries = 15,
            }
        );
        pipeline.Athena.Duration = (service, type, _) =>
            TimeSpan.FromSeconds(type == "overview" ? 1 : 20 + type.Length + (int.Parse(service.Split('-')[1]) * 0.17));
        pipeline.RunToEnd();
        pipeline.Athena.Looks.Clear();

        var report = pipeline.RunToEnd();

        report.Totals.Published.ShouldBe(210);
        // 210 tables and 90 audits: a look for each of them, and early ones, would be some 340.
        pipeline.Athena.Looks.Count.ShouldBeLessThan(290);
        LatestLook(pipeline, 210).ShouldBeLessThan(0.025);
    }

    [Fact]
    public void Queue_ManyServicesOfUnknownDurations_SoonLooksAboutOnceAQueryAndSeesEachEndInTime()
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = [.. Enumerable.Range(1, 30).Select(n => $"shop-{n}")],
                MaxConcurrentServices = 10,
                MaxConcurrentQueries = 15,
            }
        );
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(20 + type.Length);

        pipeline.RunToEnd().Totals.Published.ShouldBe(210);

        // The overview runs first and alone: nobody knows how long it takes, and no other look covers it.
        const int OfTheOverview = 40;
        pipeline.Athena.Looks.Count.ShouldBeLessThan((2 * (210 + (4 * 30))) + OfTheOverview);
        LatestLook(pipeline, 30).ShouldBeLessThan(0.025);
    }

    /// <summary>How late the end of a query was seen at most, in parts of its duration.</summary>
    private static double LatestLook(Pipeline pipeline, int from) =>
        pipeline
            .Athena.Queries.Skip(from)
            .Max(query =>
                (pipeline.Athena.PolledAt.First(look => look >= query.EndsAt) - query.EndsAt)
                / (query.EndsAt - query.SubmittedAt)
            );
}
