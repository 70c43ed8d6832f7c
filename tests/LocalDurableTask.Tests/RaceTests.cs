using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Tests;

/// <summary>Who comes first, and what becomes of the others.</summary>
public class RaceTests
{
    [Fact]
    public async Task WhenAny_ActivityComesBeforeTheTimer_ActivityWins()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => Register(r, gate));
        var id = await hub.StartAsync("Race");
        await gate.Entered;

        gate.Open();

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("activity");
    }

    [Fact]
    public async Task WhenAny_TimerComesFirst_TimerWinsAndTheLateAnswerChangesNothing()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => Register(r, gate));
        var id = await hub.StartAsync("Race");
        await gate.Entered;
        await hub.HistoryAsync<TimerCreated>(id);

        hub.Time.Advance(TimeSpan.FromHours(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("timer");
        gate.Open();
        await hub.Hub.StopAsync(TimeSpan.FromMinutes(1));
        await hub.CrashAndRestartAsync(r => Register(r, gate));
        (await hub.Client.GetInstanceAsync(id, true))!.ReadOutputAs<string>().ShouldBe("timer");
    }

    [Fact]
    public async Task WhenAny_SeveralEvents_TheFirstThatCameWins()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Race", async context =>
        {
            var (approved, refused) = (context.WaitForExternalEvent<string>("Approved"), context.WaitForExternalEvent<string>("Refused"));
            return await await Task.WhenAny(approved, refused);
        }));
        var id = await hub.StartAsync("Race");

        await hub.Client.RaiseEventAsync(id, "Refused", "no");
        await hub.Client.RaiseEventAsync(id, "Approved", "yes");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("no");
    }

    [Fact]
    public async Task WhenAny_InALoopOverAFanOut_GivesEachAnswerOnce()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Race", async context =>
            {
                var open = Enumerable.Range(0, 10).Select(i => context.CallActivityAsync<int>("Echo", i)).ToList();
                var seen = new List<int>();
                while (open.Count > 0)
                {
                    var first = await Task.WhenAny(open);
                    open.Remove(first);
                    seen.Add(await first);
                }

                return seen;
            })
            .AddActivityFunc<int, int>("Echo", (_, i) => i));

        (await hub.RunAsync("Race")).ReadOutputAs<List<int>>()!.Order().ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task WhenAny_OnReplay_TheSameOneWinsAgain()
    {
        await using var hub = await TestHub.StartAsync(RegisterPair);
        var id = await hub.StartAsync("Pair");
        await hub.Client.RaiseEventAsync(id, "B", "b");
        await hub.HistoryAsync<EventRaised>(id);
        await hub.Client.RaiseEventAsync(id, "A", "a");
        await hub.HistoryAsync<EventRaised>(id, 2);

        await hub.CrashAndRestartAsync(RegisterPair);
        await hub.Client.RaiseEventAsync(id, "End", "");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("b");
    }

    [Fact]
    public async Task WhenAll_TwoFail_ThrowsTheFirstInOrderAfterAllHaveEnded()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("All", async context =>
            {
                var calls = Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("FailOdd", i)).ToList();
                try
                {
                    await Task.WhenAll(calls);
                    return "none";
                }
                catch (TaskFailedException error)
                {
                    return $"{error.FailureDetails.ErrorMessage}, {calls.Count(call => call.IsCompleted)} ended";
                }
            })
            .AddActivityFunc<int, int>("FailOdd", (_, i) => i == 1 ? throw new InvalidDataException($"no {i}") : i));

        (await hub.RunAsync("All")).ReadOutputAs<string>().ShouldBe("no 1, 3 ended");
    }

    [Fact]
    public async Task Schedule_ManyAtOnceWithOneIdAndNoStatuses_MakeOneInstanceThatRunsOnce()
    {
        var runs = 0;
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Once", context => context.CallActivityAsync("Count"))
            .AddActivityFunc("Count", async _ =>
            {
                Interlocked.Increment(ref runs);
                await gate.PassAsync();
            }));

        var started = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await hub.StartAsync("Once", id: "one");
                return true;
            }
            catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                return false;
            }
        })));
        gate.Open();
        await hub.EndAsync("one");

        started.Count(s => s).ShouldBe(1);
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_ManyAtOnceOverAnEndedInstance_OneTakesItsPlace()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "old", "one");

        var started = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                return await hub.StartAsync("Wait", i, "one");
            }
            catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                return null;
            }
        })));

        started.Count(id => id is not null).ShouldBe(1);
        (await hub.Client.GetInstanceAsync("one"))!.Name.ShouldBe("Wait");
    }

    private static void Register(DurableTaskRegistry registry, Gate gate) => registry
        .AddOrchestratorFunc("Race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            var activity = context.CallActivityAsync<string>("Slow");
            if (await Task.WhenAny(activity, timer) == timer)
                return "timer";
#pragma warning disable CA1849, MA0042 // CancelAsync would leave the orchestration's thread of control.
            cancel.Cancel();
#pragma warning restore CA1849, MA0042
            return await activity;
        })
        .AddActivityFunc("Slow", async _ =>
        {
            await gate.PassAsync();
            return "activity";
        });

    private static void RegisterPair(DurableTaskRegistry registry) => registry.AddOrchestratorFunc("Pair", async context =>
    {
        var first = await await Task.WhenAny(context.WaitForExternalEvent<string>("A"), context.WaitForExternalEvent<string>("B"));
        await context.WaitForExternalEvent<string>("End");
        return first;
    });
}
