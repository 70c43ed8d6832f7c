using DurableTask.Sqlite.Tests;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Durable;

/// <summary>Orchestrators' time, their timers and their retries follow the clock that the engine is given.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Epoch = new(2031, 5, 1, 2, 0, 0, TimeSpan.Zero);

    private sealed record Times(DateTime Start, DateTime AfterTimer, DateTime AfterChild, DateTime AfterRetries);

    public static TheoryData<Mode> Modes => new(Enum.GetValues<Mode>());

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task VirtualClock_TimersRetriesAndContinueAsNew_AreExact(Mode mode)
    {
        var time = new FakeTimeProvider(Epoch);
        var generations = new List<Times>();
        await using var host = await TestHost.StartAsync(
            mode,
            Functions(generations, TimeSpan.FromMinutes(1)),
            time,
            open: TestStore.InMemory
        );

        var running = host.RunAsync("Root", 2);
        await JumpFromTimerToTimerAsync(host, time, running);
        var ended = await running;

        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        generations.Count.ShouldBe(2);
        Seconds(generations[0]).ShouldBe([0, 600, 900, 1320]);
        Seconds(generations[1]).ShouldBe([1320, 1920, 2220, 2640]);
        ended.CreatedAt.ShouldBeGreaterThanOrEqualTo(Epoch);
        ended.LastUpdatedAt.ShouldBe(Epoch.AddSeconds(2640));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task FastClock_SixtyTimesAsFast_MakesAMinuteASecond(Mode mode)
    {
        var generations = new List<Times>();
        var time = new FastTime(Epoch, 60);
        await using var host = await TestHost.StartAsync(
            mode,
            Functions(generations, TimeSpan.FromSeconds(5), 0.05),
            time
        );

        var ended = await host.RunAsync("Root", 2);

        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        foreach (var times in generations)
        {
            // Never early; how late depends on the machine.
            (times.AfterTimer - times.Start).TotalSeconds.ShouldBeInRange(30, 600);
            (times.AfterChild - times.AfterTimer).TotalSeconds.ShouldBeInRange(15, 600);
            (times.AfterRetries - times.AfterChild).TotalSeconds.ShouldBeInRange(35, 600);
        }
        generations.Count.ShouldBe(2);
        generations[1].Start.ShouldBeGreaterThanOrEqualTo(generations[0].AfterRetries);
    }

    [Fact]
    public async Task ScheduledStart_InAnHourOfTheClock_WaitsForIt()
    {
        var time = new FakeTimeProvider(Epoch);
        var functions = new TestFunctions().Orchestrator<object, DateTime>(
            "Now",
            (context, _) => Task.FromResult(context.CurrentUtcDateTime)
        );
        await using var host = await TestHost.StartAsync(Mode.InProcess, functions, time);

        var options = new StartOrchestrationOptions(null, Epoch.AddHours(1));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Now", null, options);
        var before = await host.Client.GetInstanceAsync(id);
        time.Advance(TimeSpan.FromHours(1));
        var ended = await host.EndOf(id);

        before!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        ended.ReadOutputAs<DateTime>().ShouldBe(Epoch.UtcDateTime.AddHours(1));
    }

    /// <summary>Timer of 10 minutes, child with one of 5, retries after 1, 2 and 4; twice, scaled.</summary>
    private static TestFunctions Functions(List<Times> generations, TimeSpan retryInterval, double scale = 1)
    {
        var attempts = 0;
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(4, retryInterval, 2));
        return new TestFunctions()
            .Activity<object, string>(
                "Flaky",
                _ => ++attempts % 4 == 0 ? Task.FromResult<string?>("ok") : throw new TimeoutException()
            )
            .Orchestrator<object, string>(
                "Child",
                async (context, _) =>
                {
                    await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(5 * scale), default);
                    return null;
                }
            )
            .Orchestrator<int, string>(
                "Root",
                async (context, rounds) =>
                {
                    var start = context.CurrentUtcDateTime;
                    await context.CreateTimer(TimeSpan.FromMinutes(10 * scale), default);
                    var afterTimer = context.CurrentUtcDateTime;
                    await context.CallSubOrchestratorAsync("Child");
                    var afterChild = context.CurrentUtcDateTime;
                    await context.CallActivityAsync("Flaky", options: retry);
                    generations.Add(new Times(start, afterTimer, afterChild, context.CurrentUtcDateTime));
                    if (rounds > 1)
                        context.ContinueAsNew(rounds - 1);
                    return null;
                }
            );
    }

    private static async Task JumpFromTimerToTimerAsync(TestHost host, FakeTimeProvider time, Task running)
    {
        using var ended = new CancellationTokenSource();
        _ = running.ContinueWith(_ => ended.Cancel(), TaskScheduler.Default);
        try
        {
            while (true)
                time.SetUtcNow(await host.Store.Memory.Due.ReadAsync(ended.Token));
        }
        catch (OperationCanceledException) when (running.IsCompleted)
        {
            // The instance has ended: no timer is left.
        }
    }

    private static double[] Seconds(Times times) =>
        [
            .. new[] { times.Start, times.AfterTimer, times.AfterChild, times.AfterRetries }.Select(each =>
                (each - Epoch.UtcDateTime).TotalSeconds
            ),
        ];
}
