using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Timers;

public class NightlyTimerTests
{
    private static readonly DateTime Four = new(2025, 10, 28, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Timer_Fires_StartsTheRunOfItsDate() => (await RunsAsync(new Pipeline(), Four)).ShouldBe(["commerce-2025-10-28"]);

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
    [InlineData("2025-10-29T03:59:00Z", "commerce-2025-10-28")]
    [InlineData("2025-10-29T04:00:00Z", "commerce-2025-10-29")]
    [InlineData("2025-11-07T12:00:00Z", "commerce-2025-11-07")]
    public async Task Timer_NightsWereMissed_MakesUpTheLatest(string now, string expected) =>
        (await RunsAsync(At(DateTimeOffset.Parse(now).UtcDateTime), Four, isPastDue: true)).ShouldBe([expected]);

    [Fact]
    public async Task Timer_FiredByHand_RunsToday() => (await RunsAsync(new Pipeline(), Four.AddDays(1))).ShouldBe(["commerce-2025-10-28"]);

    [Fact]
    public async Task Timer_WithoutStatus_RunsToday() => (await RunsAsync(new Pipeline(), null)).ShouldBe(["commerce-2025-10-28"]);

    [Fact]
    public async Task Timer_ZoneIsAheadOfUtc_TakesItsDate()
    {
        var pipeline = new Pipeline(settings => settings with { ReportingTimeZone = "Asia/Seoul" });
        (await RunsAsync(pipeline, new DateTime(2025, 10, 27, 15, 30, 0, DateTimeKind.Utc))).ShouldBe(["commerce-2025-10-28"]);
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

    private static Pipeline At(DateTime now)
    {
        var pipeline = new Pipeline();
        pipeline.Time.AdjustTime(new DateTimeOffset(now));
        return pipeline;
    }

    private static async Task<IEnumerable<string>> RunsAsync(Pipeline pipeline, DateTime? next, bool isPastDue = false)
    {
        var status = next is null ? null : new ScheduleStatus { Next = next.Value, Last = next.Value.AddDays(-1), LastUpdated = next.Value.AddDays(-1) };
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status };
        await pipeline.New<NightlyTimer>().RunAsync(timer, pipeline.Hub.Client, CancellationToken.None);
        return pipeline.Hub.Instances.Keys.Where(id => id.StartsWith("commerce-", StringComparison.Ordinal));
    }
}
