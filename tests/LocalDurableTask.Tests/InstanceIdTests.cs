using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class InstanceIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("with space, ümlaut & 'quote'")]
    [InlineData("commerce-2025-10-28-2")]
    public async Task Schedule_UnusualId_IsThatInstances(string id)
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);

        (await hub.RunAsync("Echo", id, id)).InstanceId.ShouldBe(id);

        (await hub.Client.GetInstanceAsync(id, true))!.ReadOutputAs<string>().ShouldBe(id);
    }

    [Fact]
    public async Task Schedule_WithoutId_EachGetsItsOwn()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.StartAsync("Echo", "x")));

        ids.Distinct().Count().ShouldBe(20);
        ids.ShouldAllBe(id => id.Length == 32);
    }

    [Fact]
    public async Task Schedule_IdsThatDifferInCase_AreTwoInstances()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "lower", "run");

        await hub.RunAsync("Echo", "upper", "RUN");

        (await hub.Client.GetInstanceAsync("run", true))!.ReadOutputAs<string>().ShouldBe("lower");
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    public async Task Schedule_OverAnInstanceInAState_IsRefusedWhileThatOneLives(OrchestrationRuntimeStatus state, bool refused)
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await BringToAsync(hub, state);

        (await IsRefusedAsync(hub, new StartOrchestrationOptions("one"))).ShouldBe(refused);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Schedule_OverAnInstanceInADedupeStatus_IsRefused(OrchestrationRuntimeStatus state)
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await BringToAsync(hub, state);

        (await IsRefusedAsync(hub, new StartOrchestrationOptions("one").WithDedupeStatuses(state))).ShouldBeTrue();
        (await hub.Client.GetInstanceAsync("one"))!.RuntimeStatus.ShouldBe(state);
    }

    [Fact]
    public async Task Schedule_OverARunningInstanceThatNoDedupeStatusNames_TakesItsPlace()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await BringToAsync(hub, OrchestrationRuntimeStatus.Running);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", "new", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Failed));

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("new");
    }

    [Fact]
    public async Task Schedule_AfterPurge_BeginsWithAnEmptyHistory()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "old", "one");
        await hub.Client.PurgeInstanceAsync("one");

        await hub.StartAsync("Wait", id: "one");
        await hub.Client.RaiseEventAsync("one", "Go", "new");

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("new");
    }

    [Fact]
    public async Task Schedule_IdOfAnEndedInstanceWithUnreadEvents_NewOneDoesNotGetThem()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.StartAsync("Wait", id: "one");
        await hub.Client.RaiseEventAsync("one", "Go", "first");
        await hub.Client.RaiseEventAsync("one", "Go", "too many");
        await hub.EndAsync("one");

        await hub.StartAsync("Wait", id: "one");
        await hub.Client.RaiseEventAsync("one", "Go", "second");

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("second");
    }

    private static async Task BringToAsync(TestHub hub, OrchestrationRuntimeStatus state)
    {
        await hub.StartAsync(state == OrchestrationRuntimeStatus.Failed ? "Fail" : "Wait", id: "one");
        await hub.Client.WaitForInstanceStartAsync("one", TestHub.Limit());
        if (state == OrchestrationRuntimeStatus.Suspended)
            await hub.Client.SuspendInstanceAsync("one");
        if (state == OrchestrationRuntimeStatus.Completed)
            await hub.Client.RaiseEventAsync("one", "Go", "");
        if (state == OrchestrationRuntimeStatus.Terminated)
            await hub.Client.TerminateInstanceAsync("one");
        await hub.UntilAsync("one", found => found.RuntimeStatus == state);
    }

    private static async Task<bool> IsRefusedAsync(TestHub hub, StartOrchestrationOptions options)
    {
        try
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, options);
            return false;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return true;
        }
    }
}
