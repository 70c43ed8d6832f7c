using DurableTask.Core.Query;

namespace DurableTask.Sqlite.Tests;

/// <summary>How much is done at once, and how long what is done is kept.</summary>
public class LimitTests
{
    [Fact]
    public async Task Activities_ManyAreCalled_NoMoreThanAllowedRunAtOnce()
    {
        var (running, most, gate) = (0, 0, new SemaphoreSlim(0));
        using var full = new CountdownEvent(3);
        await using var hub = await TestHub.StartAsync(
            code =>
                code.Orchestration<string, int>(
                        "FanOut",
                        async (turns, _) =>
                            (
                                await Task.WhenAll(Enumerable.Range(0, 12).Select(i => turns.CallAsync<int>("Work", i)))
                            ).Length
                    )
                    .Activity<int, int>(
                        "Work",
                        async i =>
                        {
                            most = Math.Max(most, Interlocked.Increment(ref running));
                            if (!full.IsSet)
                                full.Signal();
                            await gate.WaitAsync(TestHub.Limit());
                            Interlocked.Decrement(ref running);
                            return i;
                        }
                    ),
            settings: given => given with { MaxConcurrentActivities = 3 }
        );
        var id = await hub.StartAsync("FanOut", "x");

        full.Wait(TestHub.Limit());
        gate.Release(12);
        await hub.EndAsync(id);

        most.ShouldBe(3);
    }

    [Fact]
    public async Task Orchestrations_ManyAreStarted_NoMoreThanAllowedRunAtOnce()
    {
        var (running, most) = (0, 0);
        await using var hub = await TestHub.StartAsync(
            code =>
                code.Orchestration<string, string>(
                    "Busy",
                    (_, text) =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref running));
                        Thread.SpinWait(20_000);
                        Interlocked.Decrement(ref running);
                        return Task.FromResult(text);
                    }
                ),
            settings: given => given with { MaxConcurrentOrchestrations = 2 }
        );

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => hub.RunAsync("Busy", "x", $"busy-{i}")));

        most.ShouldBeInRange(1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sessions_AllPlacesAreHeldByIdleOnes_AnotherInstanceRunsAllTheSame(int places)
    {
        await using var hub = await TestHub.StartAsync(
            RunTests.Register,
            settings: given =>
                given with
                {
                    MaxConcurrentOrchestrations = places,
                    ExtendedSessionIdleTimeout = TimeSpan.FromHours(1),
                }
        );
        for (var i = 0; i < 5; i++)
        {
            await hub.StartAsync("Wait", id: $"waiting-{i}");
            await hub.RunningAsync($"waiting-{i}");
        }

        (await hub.RunAsync("Chain", 3)).Output.ShouldBe("\"0 1 4\"");
        for (var i = 0; i < 5; i++)
        {
            await hub.RaiseAsync($"waiting-{i}", "Go", "on");
            (await hub.EndAsync($"waiting-{i}")).Output.ShouldBe("\"on\"");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sessions_OnOrOff_LongChainEndsTheSame(bool sessions)
    {
        var (starts, turnsOn) = (0, 30);
        await using var hub = await TestHub.StartAsync(
            code =>
                code.Activity<int, int>("Square", n => n * n)
                    .Orchestration<int, int>(
                        "Chain",
                        async (turns, n) =>
                        {
                            Interlocked.Increment(ref starts);
                            var sum = 0;
                            for (var i = 0; i < n; i++)
                                sum += await turns.CallAsync<int>("Square", i);
                            return sum;
                        }
                    ),
            settings: given => given with { ExtendedSessions = sessions }
        );

        (await hub.RunAsync("Chain", turnsOn)).Output.ShouldBe(Enumerable.Range(0, turnsOn).Sum(i => i * i).ToString());

        // In a session the code runs through once; without one, from the beginning on every turn.
        starts.ShouldBe(sessions ? 1 : turnsOn + 1);
    }

    [Fact]
    public async Task KeepEnded_InstancesGrowOld_ArePurgedOnceADayAndRunningOnesStay()
    {
        await using var hub = await TestHub.StartAsync(
            RunTests.Register,
            settings: given => given with { KeepEnded = TimeSpan.FromDays(30) }
        );
        for (var i = 0; i < 60; i++)
            await hub.RunAsync("Echo", "x", $"old-{i:D2}");
        await hub.StartAsync("Wait", id: "running");
        hub.Time.Advance(TimeSpan.FromDays(20));
        await hub.RunAsync("Echo", "x", "younger");

        hub.Time.Advance(TimeSpan.FromDays(11));
        await hub.GoneAsync("old-59");

        var left = await hub.Service.GetOrchestrationWithQueryAsync(new OrchestrationQuery(), CancellationToken.None);
        left.OrchestrationState.Select(state => state.OrchestrationInstance.InstanceId)
            .Order()
            .ShouldBe(["running", "younger"]);
    }

    [Fact]
    public async Task KeepEnded_ServiceWasClosedMeanwhile_ArePurgedAtTheStart()
    {
        await using var hub = await TestHub.StartAsync(
            RunTests.Register,
            settings: given => given with { KeepEnded = TimeSpan.FromDays(30) }
        );
        await hub.RunAsync("Echo", "x", "old");
        await hub.CrashAsync();
        hub.Time.Advance(TimeSpan.FromDays(31));

        await hub.CrashAndRestartAsync(RunTests.Register);

        await hub.GoneAsync("old");
    }

    [Fact]
    public async Task KeepEnded_NotSet_KeepsThemForEver()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "x", "old");

        hub.Time.Advance(TimeSpan.FromDays(10_000));
        await hub.RunAsync("Echo", "x", "new");

        (await hub.FindAsync("old")).ShouldNotBeNull();
    }
}
