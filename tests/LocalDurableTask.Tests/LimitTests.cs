namespace LocalDurableTask.Tests;

/// <summary>How much is done at once, and how long what is done is kept.</summary>
public class LimitTests
{
    [Fact]
    public async Task Activities_ManyAreCalled_NoMoreThanAllowedRunAtOnce()
    {
        var (running, most, gate) = (0, 0, new SemaphoreSlim(0));
        using var full = new CountdownEvent(3);
        await using var hub = await TestHub.StartAsync(
            r => r
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(Enumerable.Range(0, 12).Select(_ => context.CallActivityAsync("Work"))))
                .AddActivityFunc("Work", async _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    if (!full.IsSet)
                        full.Signal();
                    await gate.WaitAsync(TestHub.Limit());
                    Interlocked.Decrement(ref running);
                }),
            options: given => given with { MaxConcurrentActivities = 3 });
        var id = await hub.StartAsync("FanOut");

        full.Wait(TestHub.Limit());
        gate.Release(12);
        await hub.EndAsync(id);

        most.ShouldBe(3);
    }

    [Fact]
    public async Task Orchestrators_ManyAreStarted_NoMoreThanAllowedRunAtOnce()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        await using var hub = await TestHub.StartAsync(
            r => r.AddOrchestratorFunc("Busy", _ =>
            {
                lock (gate)
                    most = Math.Max(most, ++running);
                Thread.SpinWait(20_000);
                lock (gate)
                    running--;
                return Task.CompletedTask;
            }),
            options: given => given with { MaxConcurrentOrchestrations = 2 });

        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => hub.StartAsync("Busy")));
        await Task.WhenAll(ids.Select(hub.EndAsync));

        most.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task KeepEnded_InstancesGrowOld_ArePurgedOnceADayAndRunningOnesStay()
    {
        await using var hub = await TestHub.StartAsync(
            ClientTests.Register, options: given => given with { KeepEnded = TimeSpan.FromDays(30) });
        for (var i = 0; i < 60; i++)
            await hub.RunAsync("Echo", i, $"old-{i:D2}");
        await hub.StartAsync("Wait", id: "running");
        hub.Time.Advance(TimeSpan.FromDays(20));
        await hub.RunAsync("Echo", "x", "younger");

        hub.Time.Advance(TimeSpan.FromDays(11));
        await hub.GoneAsync("old-59");

        var left = new List<string>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync())
            left.Add(instance.InstanceId);
        left.Order().ShouldBe(["running", "younger"]);
    }

    [Fact]
    public async Task KeepEnded_HubWasClosedMeanwhile_ArePurgedAtTheStart()
    {
        await using var hub = await TestHub.StartAsync(
            ClientTests.Register, options: given => given with { KeepEnded = TimeSpan.FromDays(30) });
        await hub.RunAsync("Echo", "x", "old");
        await hub.CrashAsync();
        hub.Time.Advance(TimeSpan.FromDays(31));

        await hub.CrashAndRestartAsync(ClientTests.Register);

        await hub.GoneAsync("old");
    }

    [Fact]
    public async Task KeepEnded_NotSet_KeepsThemForEver()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "x", "old");

        hub.Time.Advance(TimeSpan.FromDays(10_000));
        await hub.RunAsync("Echo", "x", "new");

        (await hub.Client.GetInstanceAsync("old")).ShouldNotBeNull();
    }
}
