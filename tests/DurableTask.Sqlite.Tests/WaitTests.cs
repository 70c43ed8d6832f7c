namespace DurableTask.Sqlite.Tests;

/// <summary>Waiting for an instance's end.</summary>
public class WaitTests
{
    [Fact]
    public async Task Wait_TimeIsUp_GivesNothing()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");

        (await hub.Service.WaitForOrchestrationAsync(id, "", TimeSpan.FromMilliseconds(1), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Wait_IsCancelled_Throws()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        using var cancel = new CancellationTokenSource();
        var waiting = hub.Service.WaitForOrchestrationAsync(
            "not there yet",
            "",
            Timeout.InfiniteTimeSpan,
            cancel.Token
        );

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Wait_InstanceIsNotThereYet_EndsWithIt()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var waiting = hub.EndAsync("later");

        await hub.StartAsync("Echo", "x", "later");

        (await waiting).Output.ShouldBe("\"x\"");
    }

    [Fact]
    public async Task Wait_IsOver_NothingIsKeptOfIt()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = (await hub.RunAsync("Echo", "x")).OrchestrationInstance.InstanceId;

        await hub.EndAsync(id);
        await hub.Service.WaitForOrchestrationAsync("not there", "", TimeSpan.FromMilliseconds(1), default);

        hub.Service.Store.Waiters.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Wait_AnotherGivesUp_IsStillToldOfTheEnd()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var waiting = hub.EndAsync("later");
        await hub.Service.WaitForOrchestrationAsync("later", "", TimeSpan.FromMilliseconds(1), default);

        await hub.StartAsync("Echo", "x", "later");

        (await waiting).Output.ShouldBe("\"x\"");
    }

    [Fact]
    public async Task Wait_ServiceIsClosed_IsTold()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var waiting = hub.EndAsync(await hub.StartAsync("Wait"));

        await hub.CrashAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
    }
}
