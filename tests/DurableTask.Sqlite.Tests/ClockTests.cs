using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests;

/// <summary>Everything goes by the clock that the service is given, whatever the machine's shows.</summary>
public class ClockTests
{
    [Fact]
    public async Task Clock_FasterThanTheMachines_TimersRetriesAndStampsGoByIt()
    {
        await using var hub = await TestHub.StartAsync(
            Register,
            time: new FastTime(TimeProvider.System.GetUtcNow(), 600)
        );
        var began = hub.Clock.GetUtcNow().UtcDateTime;

        await hub.StartAsync("Hours", 0, "one");
        var end = await hub.EndAsync("one");

        end.Output.ShouldBe("3");
        (end.CompletedTime - end.CreatedTime).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(3 * 2));
        var stamps = (await hub.HistoryAsync("one")).Select(item => item["Timestamp"]!.Value<DateTime>()).ToList();
        stamps.ShouldAllBe(stamp => stamp >= began && stamp <= hub.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Clock_OfTheTest_EveryStampIsItsTime()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Parent", "x");

        foreach (var id in new[] { "Parent-1", "Parent-1-child" })
        {
            (await hub.HistoryAsync(id)).ShouldAllBe(item =>
                item["Timestamp"]!.Value<DateTime>() == hub.Time.Start.UtcDateTime
            );
            var state = (await hub.FindAsync(id))!;
            new[] { state.CreatedTime, state.LastUpdatedTime, state.CompletedTime }.ShouldAllBe(time =>
                time == hub.Time.Start.UtcDateTime
            );
        }
    }

    // Three executions, each with a timer of a minute and a call that is tried again after another.
    private static void Register(Code code)
    {
        var calls = 0;
        code.Activity<int, int>(
                "FailsFirst",
                number =>
                    Interlocked.Increment(ref calls) % 2 == 1 ? throw new TaskFailureException("not yet") : number + 1
            )
            .Orchestration<int, int>(
                "Hours",
                async (turns, number) =>
                {
                    await turns.TimerAsync(TimeSpan.FromMinutes(1));
                    var retry = new RetryOptions(TimeSpan.FromMinutes(1), 2);
                    var next = await turns.Context.ScheduleWithRetry<int>("FailsFirst", "", retry, number);
                    if (next < 3)
                        turns.Context.ContinueAsNew(next);
                    return next;
                }
            );
    }
}
