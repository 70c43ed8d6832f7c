using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;

namespace DurableTask.Sqlite.Tests;

/// <summary>Terminating, suspending, scheduled starts and rewinding.</summary>
public class SteeringTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Terminate_WaitingInstance_EndsWithTheReason()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.RunningAsync(id);

        await hub.Service.ForceTerminateTaskOrchestrationAsync(id, "enough");

        var end = await hub.EndAsync(id);
        end.OrchestrationStatus.ShouldBe(OrchestrationStatus.Terminated);
        end.Output.ShouldBe("enough");
        end.CompletedTime.ShouldBe(hub.Time.Start.UtcDateTime);
    }

    [Fact]
    public async Task Terminate_UnknownInstance_DoesNothing()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);

        await hub.Service.ForceTerminateTaskOrchestrationAsync("unknown", "enough");

        (await hub.FindAsync("unknown")).ShouldBeNull();
    }

    [Fact]
    public async Task Terminate_ActivityAnswersLater_InstanceStaysAsItIs()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code => RegisterGated(code, gate));
        var id = await hub.StartAsync("Call", "x");
        await gate.Entered;
        await hub.Service.ForceTerminateTaskOrchestrationAsync(id, "enough");
        var end = await hub.EndAsync(id);

        gate.Open();
        await hub.RunAsync("Echo", "after it");

        (await hub.FindAsync(id))!.LastUpdatedTime.ShouldBe(end.LastUpdatedTime);
        (await hub.HistoryTypesAsync(id)).ShouldNotContain(EventType.TaskCompleted);
    }

    [Fact]
    public async Task Terminate_Child_ParentSeesAFailure()
    {
        await using var hub = await TestHub.StartAsync(code =>
        {
            RunTests.Register(code);
            code.Orchestration<string, string>("Above", (turns, _) => turns.CallChildAsync<string>("Wait", "below"));
        });
        var id = await hub.StartAsync("Above", "x");
        await hub.RunningAsync("below");

        await hub.Service.ForceTerminateTaskOrchestrationAsync("below", "enough");

        (await hub.EndAsync(id)).OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
    }

    [Fact]
    public async Task Suspend_EventArrives_WaitsUntilResumed()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.SendAsync(id, new ExecutionSuspendedEvent(-1, "hold"));
        await hub.UntilAsync(id, state => state.OrchestrationStatus == OrchestrationStatus.Suspended);
        await hub.RaiseAsync(id, "Go", "on");
        await hub.HistoryAsync(id, EventType.EventRaised);
        (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Suspended);

        await hub.SendAsync(id, new ExecutionResumedEvent(-1, "go on"));

        (await hub.EndAsync(id)).Output.ShouldBe("\"on\"");
    }

    [Fact]
    public async Task Suspend_BeforeACrash_IsStillHeldAfterIt()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.SendAsync(id, new ExecutionSuspendedEvent(-1, "hold"));
        await hub.UntilAsync(id, state => state.OrchestrationStatus == OrchestrationStatus.Suspended);
        await hub.RaiseAsync(id, "Go", "on");

        await hub.CrashAndRestartAsync(RunTests.Register);
        await hub.HistoryAsync(id, EventType.EventRaised);

        (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Suspended);
        await hub.SendAsync(id, new ExecutionResumedEvent(-1, "go on"));
        (await hub.EndAsync(id)).Output.ShouldBe("\"on\"");
    }

    [Fact]
    public async Task ScheduledStart_InTheFuture_StaysPendingUntilThen()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var at = await ScheduleAsync(hub, "Echo", "later");

        var pending = (await hub.FindAsync("later"))!;
        (pending.OrchestrationStatus, pending.ScheduledStartTime).ShouldBe((OrchestrationStatus.Pending, at));
        hub.Time.Advance(Hour);

        (await hub.EndAsync("later")).CompletedTime.ShouldBe(at);
    }

    [Fact]
    public async Task ScheduledStart_RestartInBetween_BeginsAtItsTime()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await ScheduleAsync(hub, "Echo", "later");
        await hub.CrashAndRestartAsync(RunTests.Register);
        (await hub.FindAsync("later"))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Pending);

        hub.Time.Advance(Hour);

        (await hub.EndAsync("later")).OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task ScheduledStart_EventComesBefore_IsThereWhenItBegins()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await ScheduleAsync(hub, "Wait", "later");
        await hub.RaiseAsync("later", "Go", "early");
        await hub.RunAsync("Echo", "after it");
        (await hub.FindAsync("later"))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Pending);

        hub.Time.Advance(Hour);

        (await hub.EndAsync("later")).Output.ShouldBe("\"early\"");
    }

    [Fact]
    public async Task ScheduledStart_TerminatedBefore_NeverRuns()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await ScheduleAsync(hub, "Wait", "later");

        await hub.Service.ForceTerminateTaskOrchestrationAsync("later", "not wanted");

        var end = await hub.EndAsync("later");
        (end.OrchestrationStatus, end.Output).ShouldBe((OrchestrationStatus.Terminated, "not wanted"));
        hub.Time.Advance(Hour);
        await hub.RunAsync("Echo", "after it");
        (await hub.HistoryTypesAsync("later")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rewind_FailedInstance_RunsJustWhatFailedAgain()
    {
        var runs = 0;
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, string>(
                    "Two",
                    async (turns, _) =>
                        $"{await turns.CallAsync<int>("Good", "x")} {await turns.CallAsync<string>("Second", "x")}"
                )
                .Activity<string, int>("Good", _ => Interlocked.Increment(ref runs))
                .Activity<string, string>(
                    "Second",
                    _ => hasFailed(ref runs) ? throw new InvalidOperationException("once") : "well"
                )
        );
        await hub.RunAsync("Two", "x", "one");
        (await hub.FindAsync("one"))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);

        // Core rewinds nothing that has no trace.
        var trace = new DistributedTraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await hub.SendAsync("one", new ExecutionRewoundEvent(-1, "again") { ParentTraceContext = trace });
        await hub.UntilAsync("one", state => state.OrchestrationStatus == OrchestrationStatus.Completed);

        (await hub.FindAsync("one"))!.Output.ShouldBe("\"1 well\"");

        // True once: for the first run, which the good activity has counted.
        static bool hasFailed(ref int runs) => Interlocked.Exchange(ref runs, 10) == 1;
    }

    private static async Task<DateTime> ScheduleAsync(TestHub hub, string name, string id)
    {
        var at = hub.Time.GetUtcNow().UtcDateTime + Hour;
        await hub.Client.CreateScheduledOrchestrationInstanceAsync(name, "", id, "x", at);
        return at;
    }

    private static void RegisterGated(Code code, Gate gate)
    {
        RunTests.Register(code);
        code.Orchestration<string, string>("Call", (turns, text) => turns.CallAsync<string>("Slow", text))
            .Activity<string, string>(
                "Slow",
                async text =>
                {
                    await gate.PassAsync();
                    return text;
                }
            );
    }
}
