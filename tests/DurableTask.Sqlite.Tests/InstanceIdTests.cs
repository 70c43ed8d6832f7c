using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Tests;

/// <summary>One instance an id, and when an id may be used again.</summary>
public class InstanceIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("with space, ümlaut & 'quote'")]
    public async Task Create_UnusualId_IsThatInstances(string id)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);

        await hub.RunAsync("Echo", id, id);

        (await hub.FindAsync(id))!.Output.ShouldContain(id);
    }

    [Fact]
    public async Task Create_IdsThatDifferInCase_AreTwoInstances()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "lower", "run");

        await hub.RunAsync("Echo", "upper", "RUN");

        (await hub.FindAsync("run"))!.Output.ShouldBe("\"lower\"");
    }

    [Theory]
    [InlineData(OrchestrationStatus.Running, true)]
    [InlineData(OrchestrationStatus.Suspended, true)]
    [InlineData(OrchestrationStatus.Pending, true)]
    [InlineData(OrchestrationStatus.Completed, false)]
    [InlineData(OrchestrationStatus.Failed, false)]
    [InlineData(OrchestrationStatus.Terminated, false)]
    public async Task Create_OverAnInstanceInAState_IsRefusedWhileThatOneLives(OrchestrationStatus status, bool refused)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await BringToAsync(hub, status);

        (await hub.IsTakenAsync("Wait", "x", "one")).ShouldBe(refused);
    }

    [Theory]
    [InlineData(OrchestrationStatus.Running)]
    [InlineData(OrchestrationStatus.Suspended)]
    [InlineData(OrchestrationStatus.Pending)]
    [InlineData(OrchestrationStatus.Completed)]
    [InlineData(OrchestrationStatus.Failed)]
    [InlineData(OrchestrationStatus.Terminated)]
    public async Task Create_OverAnInstanceInADedupeStatus_IsRefusedAndThatOneStays(OrchestrationStatus status)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var before = (await BringToAsync(hub, status)).OrchestrationInstance.ExecutionId;

        (await hub.IsTakenAsync("Wait", "x", "one", [status])).ShouldBeTrue();

        (await hub.FindAsync("one"))!.OrchestrationInstance.ExecutionId.ShouldBe(before);
    }

    [Fact]
    public async Task Create_OverARunningInstanceThatNoDedupeStatusNames_TakesItsPlace()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var before = await BringToAsync(hub, OrchestrationStatus.Running);

        await hub.StartAsync("Echo", "new", "one", []);

        var end = await hub.EndAsync("one");
        end.Output.ShouldBe("\"new\"");
        end.OrchestrationInstance.ExecutionId.ShouldNotBe(before.OrchestrationInstance.ExecutionId);
        end.Generation.ShouldBe(before.Generation + 1);
    }

    [Fact]
    public async Task Create_OverAnInstanceWhoseActivityRuns_TheLateAnswerIsNotTheNewOnes()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code => RegisterSlow(code, gate));
        await hub.StartAsync("Call", "old", "one");
        await gate.Entered;

        await hub.StartAsync("Wait", "new", "one", []);
        await hub.RunningAsync("one");
        gate.Open();
        await hub.RunAsync("Echo", "after it");

        (await hub.HistoryTypesAsync("one")).ShouldNotContain(EventType.TaskCompleted);
        await hub.RaiseAsync("one", "Go", "on");
        (await hub.EndAsync("one")).Output.ShouldBe("\"on\"");
    }

    [Fact]
    public async Task Create_OverAnInstanceInMidTurn_TheOldTurnLeavesNoTrace()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code =>
            RegisterSlow(code, gate)
                .Orchestration<string, string>(
                    "Slow",
                    async (turns, _) =>
                    {
                        gate.PassAsync().GetAwaiter().GetResult();
                        return await turns.CallAsync<string>("Slow", "x");
                    }
                )
        );
        await hub.StartAsync("Slow", "old", "one");
        await gate.Entered;

        await hub.StartAsync("Echo", "new", "one", []);
        gate.Open();

        (await hub.EndAsync("one")).Output.ShouldBe("\"new\"");
        (await hub.HistoryTypesAsync("one")).ShouldNotContain(EventType.TaskScheduled);
        hub.Service.Store.Reader.Activities().ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_OverInstancesAllTheTime_TheLastOneRuns()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        for (var i = 0; i < 200; i++)
        {
            await hub.StartAsync("Chain", 5, "one", []);
            // Meets the one before in a turn, between two, or in its session, as it comes.
            await hub.RaiseAsync("one", "Go", i);
        }

        await hub.StartAsync("Echo", "last", "one", []);

        (
            await hub.UntilAsync(
                "one",
                state => state.Name == "Echo" && state.OrchestrationStatus == OrchestrationStatus.Completed
            )
        ).Output.ShouldBe("\"last\"");
    }

    [Fact]
    public async Task Create_IdOfAnEndedInstanceWithUnreadEvents_NewOneDoesNotGetThem()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait", id: "one");
        await hub.RaiseAsync(id, "Other", "old");
        await hub.RaiseAsync(id, "Go", "end");
        await hub.EndAsync(id);

        await hub.StartAsync("Two", id: "one");
        await hub.RunningAsync("one");

        (await hub.HistoryTypesAsync("one")).ShouldNotContain(EventType.EventRaised);
    }

    [Fact]
    public async Task Create_ManyAtOnceWithOneId_MakeOneInstanceThatRunsOnce()
    {
        var runs = 0;
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, int>("Once", (turns, _) => turns.CallAsync<int>("Count", "x"))
                .Activity<string, int>("Count", _ => Interlocked.Increment(ref runs))
        );
        OrchestrationStatus[] any = Enum.GetValues<OrchestrationStatus>();

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Task.Run(() => hub.IsTakenAsync("Once", i.ToString(), "one", any)))
        );

        taken.Count(refused => !refused).ShouldBe(1);
        (await hub.EndAsync("one")).Output.ShouldBe("1");
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Create_ManyAtOnceOverAnEndedInstance_OneTakesItsPlace()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "old", "one");

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => hub.IsTakenAsync("Wait", i, "one")))
        );

        taken.Count(refused => !refused).ShouldBe(1);
        (await hub.FindAsync("one"))!.Name.ShouldBe("Wait");
    }

    [Fact]
    public async Task Create_MessageThatStartsNothing_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var message = new TaskMessage
        {
            OrchestrationInstance = new() { InstanceId = "one" },
            Event = new EventRaisedEvent(-1, "x"),
        };

        await Should.ThrowAsync<ArgumentException>(() => hub.Service.CreateTaskOrchestrationAsync(message));
    }

    private static Code RegisterSlow(Code code, Gate gate)
    {
        RunTests.Register(code);
        return code.Orchestration<string, string>("Call", (turns, text) => turns.CallAsync<string>("Slow", text))
            .Activity<string, string>(
                "Slow",
                async text =>
                {
                    await gate.PassAsync();
                    return text;
                }
            );
    }

    private static async Task<OrchestrationState> BringToAsync(TestHub hub, OrchestrationStatus status)
    {
        if (status == OrchestrationStatus.Pending)
        {
            await hub.Client.CreateScheduledOrchestrationInstanceAsync(
                "Wait",
                "",
                "one",
                "x",
                hub.Time.GetUtcNow().UtcDateTime.AddHours(1)
            );
            return (await hub.FindAsync("one"))!;
        }

        var name = status switch
        {
            OrchestrationStatus.Completed => "Echo",
            OrchestrationStatus.Failed => "Fail",
            _ => "Wait",
        };
        await hub.StartAsync(name, "x", "one");
        if (status == OrchestrationStatus.Terminated)
            await hub.Service.ForceTerminateTaskOrchestrationAsync("one", "stop");
        if (status == OrchestrationStatus.Suspended)
            await hub.SendAsync("one", new ExecutionSuspendedEvent(-1, "hold"));
        return await hub.UntilAsync("one", state => state.OrchestrationStatus == status);
    }
}
