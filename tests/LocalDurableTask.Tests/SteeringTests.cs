using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class SteeringTests
{
    [Fact]
    public async Task Terminate_WaitingInstance_EndsWithTheOutput()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");

        await hub.Client.TerminateInstanceAsync(id, "enough");

        var end = await hub.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.ReadOutputAs<string>().ShouldBe("enough");
        end.FailureDetails.ShouldBeNull();
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminate_WithAChild_ReachesItOnlyWhenRecursive(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context =>
                context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go")));
        var id = await hub.StartAsync("Parent");
        await hub.HistoryAsync<SubOrchestrationCreated>(id);
        await hub.Client.WaitForInstanceStartAsync("child", TestHub.Limit());

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: recursive));
        await hub.EndAsync(id);

        (await hub.UntilAsync("child", m => m.RuntimeStatus == child)).IsCompleted.ShouldBe(recursive);
    }

    [Fact]
    public async Task Terminate_UnknownInstance_DoesNothing()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        await hub.Client.TerminateInstanceAsync("unknown");

        (await hub.Client.GetInstanceAsync("unknown")).ShouldBeNull();
    }

    [Fact]
    public async Task Terminate_BeforeTheDelayedStart_NeverRuns()
    {
        var ran = false;
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Late", _ =>
        {
            ran = true;
            return Task.CompletedTask;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Late", new StartOrchestrationOptions(null, hub.Time.GetUtcNow().AddHours(1)));

        await hub.Client.TerminateInstanceAsync(id);
        await hub.EndAsync(id);
        hub.Time.Advance(TimeSpan.FromHours(2));

        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task Suspend_EventArrives_WaitsUntilResumed()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit());

        await hub.Client.SuspendInstanceAsync(id, "lunch");
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync(id, "Go", "x");
        // A second event that is taken proves that the first was not: suspending again is one.
        await hub.Client.SuspendInstanceAsync(id, "still");
        (await hub.Hub.HistoryAsync(id, CancellationToken.None)).OfType<EventRaised>().ShouldBeEmpty();
        await hub.Client.ResumeInstanceAsync(id);

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Suspend_ThenTerminate_Ends()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(id);

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task Purge_RunningInstance_IsLeftAlone()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");

        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        (await hub.Client.GetInstanceAsync(id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Purge_EndedInstance_ForgetsItAndItsHistory()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var end = await hub.RunAsync("Echo", "x");

        (await hub.Client.PurgeInstanceAsync(end.InstanceId)).PurgedInstanceCount.ShouldBe(1);

        (await hub.Client.GetInstanceAsync(end.InstanceId)).ShouldBeNull();
        (await hub.Hub.HistoryAsync(end.InstanceId, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PurgeAll_ByAgeAndStatus_ForgetsJustThose()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "x", "old");
        await hub.RunAsync("Fail", "x", "old-failed");
        var to = hub.Time.GetUtcNow();
        hub.Time.Advance(TimeSpan.FromDays(1));
        await hub.RunAsync("Echo", "x", "new");

        var purged = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, to, [OrchestrationRuntimeStatus.Completed]));

        purged.PurgedInstanceCount.ShouldBe(1);
        (await hub.Client.GetInstanceAsync("old")).ShouldBeNull();
        (await hub.Client.GetInstanceAsync("old-failed")).ShouldNotBeNull();
        (await hub.Client.GetInstanceAsync("new")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Purge_Recursive_ForgetsTheChildrenToo()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context =>
                context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc("Child", _ => Task.CompletedTask));
        var end = await hub.RunAsync("Parent");

        (await hub.Client.PurgeInstanceAsync(end.InstanceId, new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount.ShouldBe(2);
        (await hub.Client.GetInstanceAsync("child")).ShouldBeNull();
    }
}
