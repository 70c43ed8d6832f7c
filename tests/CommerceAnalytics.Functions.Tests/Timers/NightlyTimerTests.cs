using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Timers;

public class NightlyTimerTests
{
    private static readonly DateTime Four = new(2025, 10, 28, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Timer_Fires_StartsTheRunOfItsDate() =>
        (await RunsAsync(new Pipeline(), Four)).ShouldBe(["commerce-2025-10-28"]);

    [Fact]
    public async Task Timer_FiresALittleEarly_IsNotADayLate()
    {
        var pipeline = new Pipeline();
        (await RunsAsync(pipeline, Four.AddMilliseconds(300))).ShouldBe(["commerce-2025-10-28"]);
    }

    [Fact]
    public async Task Timer_NightWasMissed_MakesItUpForTheDateThatWasDue() =>
        (await RunsAsync(At(Four.AddHours(20)), Four, isPastDue: true)).ShouldBe(["commerce-2025-10-28"]);

    [Theory]
    [InlineData("2025-10-29T03:58:00Z", "commerce-2025-10-28")]
    [InlineData("2025-10-29T04:00:00Z", "commerce-2025-10-28", "commerce-2025-10-29")]
    [InlineData(
        "2025-10-31T12:00:00Z",
        "commerce-2025-10-28",
        "commerce-2025-10-29",
        "commerce-2025-10-30",
        "commerce-2025-10-31"
    )]
    public async Task Timer_NightsWereMissed_MakesThemUpOldestFirst(string now, params string[] expected) =>
        (await RunsAsync(At(DateTimeOffset.Parse(now).UtcDateTime), Four, isPastDue: true)).ShouldBe(expected);

    [Fact]
    public async Task Timer_MoreThanAWeekWasMissed_LeavesOutTheOldest()
    {
        var runs = (await RunsAsync(At(Four.AddDays(30)), Four, isPastDue: true)).ToList();
        runs.Count.ShouldBe(NightLimits.MostMadeUp + 1);
        runs[0].ShouldBe("commerce-2025-11-20");
        runs[^1].ShouldBe("commerce-2025-11-27");
    }

    [Fact]
    public async Task Timer_FiringBeforeItStartedNothing_MakesThatNightUp() =>
        (await RunsAsync(new Pipeline(), Four, last: Four.AddDays(-1))).ShouldBe([
            "commerce-2025-10-27",
            "commerce-2025-10-28",
        ]);

    [Fact]
    public async Task Timer_NightBeforeHasItsReportOnly_IsNotRunAgain()
    {
        var pipeline = new Pipeline();
        pipeline.Store.Texts["pipeline/runs/commerce-2025-10-27.json"] = "{}";
        (await RunsAsync(pipeline, Four, last: Four.AddDays(-1))).ShouldBe(
            ["commerce-2025-10-28"],
            "its instance was purged"
        );
    }

    [Theory]
    [InlineData(
        "America/New_York",
        "0 0 4 * * *",
        "2025-10-28T03:59:59.700Z",
        "2025-10-28T04:00:00Z",
        "commerce-2025-10-28"
    )]
    [InlineData(
        "America/New_York",
        "0 0 4 * * *",
        "2025-10-28T03:59:30Z",
        "2025-10-28T04:00:00Z",
        "commerce-2025-10-28"
    )]
    [InlineData(
        "America/New_York",
        "59 59 3 * * *",
        "2025-10-28T04:00:02Z",
        "2025-10-28T03:59:59Z",
        "commerce-2025-10-27"
    )]
    [InlineData("UTC", "0 0 0 * * *", "2025-10-27T23:59:58Z", "2025-10-28T00:00:00Z", "commerce-2025-10-28")]
    [InlineData(
        "Asia/Seoul",
        "0 0 15 * * *",
        "2025-10-27T14:59:59.999Z",
        "2025-10-27T15:00:00Z",
        "commerce-2025-10-28"
    )]
    public async Task Timer_FiresAroundMidnight_RunsTheDateOfItsOccurrence(
        string zone,
        string schedule,
        string now,
        string next,
        string expected
    )
    {
        var pipeline = new Pipeline(settings => settings with { ReportingTimeZone = zone }, schedule);
        pipeline.Time.AdjustTime(DateTimeOffset.Parse(now));
        (await RunsAsync(pipeline, DateTimeOffset.Parse(next).UtcDateTime)).ShouldBe([expected]);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task Timer_StartFails_IsTriedAgainUntilItGoesWell(Type error)
    {
        var pipeline = Jumping(Four);
        var failures = 6;
        pipeline.Hub.Client.Fault = _ =>
            failures-- > 0 ? (Exception)Activator.CreateInstance(error, "storage is busy")! : null;
        (await RunsAsync(pipeline, Four)).ShouldBe(["commerce-2025-10-28"]);
        pipeline.Webhook.Told.ShouldBeEmpty("it began in time");
        pipeline.Time.GetUtcNow().UtcDateTime.ShouldBeLessThan(Four.AddMinutes(15));
    }

    [Fact]
    public async Task Timer_StartWasTakenAndItsAnswerLost_MakesOneRun()
    {
        var pipeline = Jumping(Four);
        var lost = false;
        pipeline.Hub.Client.FaultAfterSchedule = _ => lost ? null : new IOException($"lost {lost = true}");
        (await RunsAsync(pipeline, Four)).ShouldBe(["commerce-2025-10-28"]);
        lost.ShouldBeTrue();
    }

    [Fact]
    public async Task Timer_StartFailsForTooLong_Fails()
    {
        var pipeline = Jumping(Four);
        pipeline.Hub.Client.Fault = _ => new IOException("storage is gone");
        await Should.ThrowAsync<IOException>(() => RunsAsync(pipeline, Four));
        (pipeline.Time.GetUtcNow().UtcDateTime - Four).ShouldBeInRange(NightLimits.RetryFor, NightLimits.StartBy);
    }

    [Fact]
    public async Task Timer_FiredByHand_RunsToday() =>
        (await RunsAsync(new Pipeline(), Four.AddDays(1))).ShouldBe(["commerce-2025-10-28"]);

    [Fact]
    public async Task Timer_WithoutStatus_RunsToday() =>
        (await RunsAsync(new Pipeline(), null)).ShouldBe(["commerce-2025-10-28"]);

    [Fact]
    public async Task Timer_ZoneIsAheadOfUtc_TakesItsDate()
    {
        var pipeline = new Pipeline(settings => settings with { ReportingTimeZone = "Asia/Seoul" });
        (await RunsAsync(pipeline, new DateTime(2025, 10, 27, 15, 30, 0, DateTimeKind.Utc))).ShouldBe([
            "commerce-2025-10-28",
        ]);
    }

    [Fact]
    public async Task Timer_DeliveredAgain_MakesNoSecondRun()
    {
        var pipeline = new Pipeline();
        await RunsAsync(pipeline, Four);
        (await RunsAsync(pipeline, Four)).ShouldBe(["commerce-2025-10-28"]);
        pipeline.Hub.Run();
        (await RunsAsync(pipeline, Four)).ShouldBe(["commerce-2025-10-28"], "nor after it has ended");
        pipeline.Athena.Queries.Count.ShouldBe(14);
    }

    [Fact]
    public async Task Timer_TodaysRunFailed_MakesNoSecondRun()
    {
        var pipeline = new Pipeline();
        pipeline.Start();
        pipeline.Hub.Instances["commerce-2025-10-28"].Status = OrchestrationRuntimeStatus.Failed;
        (await RunsAsync(pipeline, Four)).ShouldBe(["commerce-2025-10-28"]);
    }

    [Fact]
    public async Task Timer_MissedNightIsBehindWhatIsPublished_StartsNothing()
    {
        var pipeline = At(Four.AddMinutes(-10));
        pipeline.RunToEnd();
        (await RunsAsync(pipeline, Four.AddDays(-1), isPastDue: true)).ShouldBe(["commerce-2025-10-28"]);
    }

    private static Pipeline Jumping(DateTime now)
    {
        var pipeline = At(now);
        pipeline.Time.Jumps = true;
        return pipeline;
    }

    private static Pipeline At(DateTime now)
    {
        var pipeline = new Pipeline();
        pipeline.Time.AdjustTime(new DateTimeOffset(now));
        return pipeline;
    }

    private static async Task<IEnumerable<string>> RunsAsync(
        Pipeline pipeline,
        DateTime? next,
        bool isPastDue = false,
        DateTime last = default
    )
    {
        var status = next is null
            ? null
            : new ScheduleStatus
            {
                Next = next.Value,
                Last = last,
                LastUpdated = next.Value.AddDays(-1),
            };
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status };
        await pipeline.New<NightlyTimer>().RunAsync(timer, pipeline.Hub.Client, CancellationToken.None);
        return pipeline.Hub.Instances.Keys.Where(id => id.StartsWith("commerce-", StringComparison.Ordinal));
    }
}
