using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

/// <summary>Suspend, resume, terminate and purge: what they reach and what they leave alone.</summary>
public class HoldingTests
{
    [Fact]
    public async Task Suspend_TimerComesDue_WaitsUntilResumed()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await hub.StartAsync("Sleep");
        await hub.HistoryAsync<TimerCreated>(id);
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        hub.Time.Advance(TimeSpan.FromHours(3));
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        await hub.Client.ResumeInstanceAsync(id);

        (await hub.EndAsync(id)).ReadOutputAs<DateTime>().ShouldBe(hub.Time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Suspend_ActivityAnswersMeanwhile_IsTakenAfterResuming()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc("Slow", async _ =>
            {
                await gate.PassAsync();
                return "done";
            }));
        var id = await hub.StartAsync("Run");
        await gate.Entered;
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        gate.Open();
        await hub.Client.ResumeInstanceAsync(id);

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Suspend_Parent_ChildGoesOn()
    {
        await using var hub = await TestHub.StartAsync(Family);
        var id = await hub.StartAsync("Parent");
        await hub.UntilAsync("child", m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync("child", "Go", "x");

        (await hub.EndAsync("child")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        await hub.Client.ResumeInstanceAsync(id);
        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task Suspend_BeforeACrash_IsStillHeldAfterIt()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit());
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        await hub.CrashAndRestartAsync(ClientTests.Register);

        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        await hub.Client.ResumeInstanceAsync(id);
        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task Resume_InstanceThatIsNotHeld_ChangesNothing()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.StartAsync("Wait");

        await hub.Client.ResumeInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task Terminate_RunsNoCodeOfTheOrchestrator()
    {
        var cleanedUp = false;
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Careful", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("Go");
            }
            finally
            {
                cleanedUp = true;
            }
        }));
        var id = await hub.StartAsync("Careful");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit());

        await hub.Client.TerminateInstanceAsync(id);
        await hub.EndAsync(id);

        cleanedUp.ShouldBeFalse();
    }

    [Fact]
    public async Task Terminate_ActivityAnswersLater_InstanceStaysAsItIs()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync("Slow"))
            .AddActivityFunc("Slow", _ => gate.PassAsync()));
        var id = await hub.StartAsync("Run");
        await gate.Entered;
        await hub.Client.TerminateInstanceAsync(id, "first");
        await hub.EndAsync(id);

        gate.Open();
        await hub.Client.TerminateInstanceAsync(id, "second");
        await hub.Hub.StopAsync(TimeSpan.FromMinutes(1));
        await hub.CrashAndRestartAsync(_ => { });

        var found = (await hub.Client.GetInstanceAsync(id, true))!;
        (found.RuntimeStatus, found.ReadOutputAs<string>()).ShouldBe((OrchestrationRuntimeStatus.Terminated, "first"));
    }

    [Fact]
    public async Task Terminate_Child_ParentSeesAFailure()
    {
        await using var hub = await TestHub.StartAsync(Family);
        var id = await hub.StartAsync("Parent");
        await hub.UntilAsync("child", m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        await hub.Client.TerminateInstanceAsync("child");

        var end = await hub.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
    }

    [Fact]
    public async Task Terminate_RecursiveOverGrandchildren_ReachesAll()
    {
        await using var hub = await TestHub.StartAsync(r =>
        {
            Family(r);
            r.AddOrchestratorFunc("Grandparent", context =>
                context.CallSubOrchestratorAsync<string>("Parent", options: new SubOrchestrationOptions(instanceId: "parent")));
        });
        var id = await hub.StartAsync("Grandparent");
        await hub.UntilAsync("child", m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("all", Recursive: true));

        (await hub.EndAsync("child")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await hub.EndAsync("parent")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("all");
    }

    [Fact]
    public async Task Purge_NotRecursive_LeavesTheChildren()
    {
        await using var hub = await TestHub.StartAsync(Family);
        var id = await hub.StartAsync("Parent");
        await hub.UntilAsync("child", m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        await hub.Client.RaiseEventAsync("child", "Go", "x");
        await hub.EndAsync(id);

        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(1);

        (await hub.Client.GetInstanceAsync("child")).ShouldNotBeNull();
    }

    [Fact]
    public async Task PurgeAll_NothingEndedYet_PurgesNone()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.StartAsync("Wait", id: "running");

        (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(0);

        (await hub.Client.GetInstanceAsync("running")).ShouldNotBeNull();
    }

    [Fact]
    public async Task PurgeAll_CreatedFrom_LeavesOlderOnes()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "x", "old");
        hub.Time.Advance(TimeSpan.FromDays(1));
        await hub.RunAsync("Fail", "x", "new");

        (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(hub.Time.GetUtcNow().AddHours(-1)))).PurgedInstanceCount.ShouldBe(1);

        (await hub.Client.GetInstanceAsync("old")).ShouldNotBeNull();
        (await hub.Client.GetInstanceAsync("new")).ShouldBeNull();
    }

    private static void Family(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Parent", context =>
            context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")))
        .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go"));
}
