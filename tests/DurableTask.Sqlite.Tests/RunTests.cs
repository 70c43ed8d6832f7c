using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Tests;

public class RunTests
{
    [Fact]
    public async Task Orchestration_ActivitiesInSequence_ResultsAreInOrder()
    {
        await using var hub = await TestHub.StartAsync(Register);

        var end = await hub.RunAsync("Chain", 3);

        end.OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
        end.Output.ShouldBe("\"0 1 4\"");
        end.Input.ShouldBe("3");
        end.Name.ShouldBe("Chain");
        end.CreatedTime.ShouldBe(hub.Time.Start.UtcDateTime);
    }

    [Fact]
    public async Task Orchestration_FanOut_AllResultsAreThere()
    {
        await using var hub = await TestHub.StartAsync(Register);

        (await hub.RunAsync("FanOut", 200)).Output.ShouldBe(Enumerable.Range(0, 200).Sum(i => i * i).ToString());
    }

    [Fact]
    public async Task Timer_TimePasses_GoesOnAtThatTime()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Sleep", 3600);
        await hub.HistoryAsync(id, EventType.TimerCreated);
        hub.Time.Advance(TimeSpan.FromMinutes(59));
        (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Running);

        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).Output.ShouldBe("\"2025-10-28T05:00:00Z\"");
    }

    [Fact]
    public async Task Child_WithItsId_KnowsItsParentAndAnswers()
    {
        await using var hub = await TestHub.StartAsync(Register);

        var end = await hub.RunAsync("Parent", "x");

        end.Output.ShouldBe("\"child of x\"");
        var child = (await hub.FindAsync("Parent-1-child"))!;
        child.ParentInstance.OrchestrationInstance.InstanceId.ShouldBe("Parent-1");
        child.ParentInstance.Name.ShouldBe("Parent");
    }

    [Fact]
    public async Task Child_IdIsRunning_FailsInTheParent()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.StartAsync("Wait", id: "Parent-1-child");

        var end = await hub.RunAsync("Parent", "x");

        end.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
        end.FailureDetails.ErrorMessage.ShouldContain("'Parent-1-child' is there already");
    }

    [Fact]
    public async Task Event_BeforeAndWhileItIsAwaited_Arrives()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Two");
        await hub.RaiseAsync(id, "B", "b");
        await hub.HistoryAsync(id, EventType.EventRaised);
        await hub.RaiseAsync(id, "A", "a");

        (await hub.EndAsync(id)).Output.ShouldBe("\"ab\"");
    }

    [Fact]
    public async Task Event_ToNobody_NoInstanceAppears()
    {
        await using var hub = await TestHub.StartAsync(Register);

        await hub.RaiseAsync("nobody", "Go", "x");
        await hub.RunAsync("Sender", "nobody either");

        (await hub.FindAsync("nobody")).ShouldBeNull();
        (await hub.FindAsync("nobody either")).ShouldBeNull();
        hub.Service.Store.Reader.Waiting().ShouldBeEmpty();
    }

    [Fact]
    public async Task ContinueAsNew_EventsNotTaken_ComeAlongAndTheHistoryBeginsAnew()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Loop", 0);
        var first = (await hub.FindAsync(id))!.OrchestrationInstance.ExecutionId;

        foreach (var i in Enumerable.Range(1, 50))
            await hub.RaiseAsync(id, "Add", i);

        var end = await hub.UntilAsync(id, state => state.OrchestrationStatus == OrchestrationStatus.Completed);
        end.Output.ShouldBe((50 * 51 / 2).ToString());
        end.OrchestrationInstance.ExecutionId.ShouldNotBe(first);
        (await hub.HistoryTypesAsync(id)).Count(type => type == EventType.ExecutionStarted).ShouldBe(1);
    }

    [Fact]
    public async Task History_OfAFinishedInstance_HasEachStepInOrder()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.RunAsync("Chain", 1);

        (await hub.HistoryTypesAsync("Chain-1")).ShouldBe([
            EventType.OrchestratorStarted,
            EventType.ExecutionStarted,
            EventType.TaskScheduled,
            EventType.OrchestratorCompleted,
            EventType.OrchestratorStarted,
            EventType.TaskCompleted,
            EventType.ExecutionCompleted,
            EventType.OrchestratorCompleted,
        ]);
    }

    internal static void Register(Code code) =>
        code.Activity<int, int>("Square", n => n * n)
            .Orchestration<int, string>(
                "Chain",
                async (turns, n) =>
                {
                    var results = new List<int>();
                    for (var i = 0; i < n; i++)
                        results.Add(await turns.CallAsync<int>("Square", i));
                    return string.Join(' ', results);
                }
            )
            .Orchestration<int, int>(
                "FanOut",
                async (turns, n) =>
                    (await Task.WhenAll(Enumerable.Range(0, n).Select(i => turns.CallAsync<int>("Square", i)))).Sum()
            )
            .Orchestration<int, DateTime>(
                "Sleep",
                async (turns, seconds) =>
                {
                    await turns.TimerAsync(TimeSpan.FromSeconds(seconds));
                    return turns.Context.CurrentUtcDateTime;
                }
            )
            .Orchestration<string, string>(
                "Parent",
                (turns, text) => turns.CallChildAsync<string>("Child", $"{turns.Id}-child", text)
            )
            .Orchestration<string, string>("Child", (_, text) => Task.FromResult($"child of {text}"))
            .Orchestration<object, string>("Wait", (turns, _) => turns.EventAsync<string>("Go"))
            .Orchestration<object, string>(
                "Two",
                async (turns, _) => await turns.EventAsync<string>("A") + await turns.EventAsync<string>("B")
            )
            .Orchestration<string, string>("Echo", (_, text) => Task.FromResult(text))
            .Orchestration<string, string>("Fail", (_, text) => throw new InvalidOperationException(text))
            .Orchestration<string, string>(
                "Sender",
                (turns, to) =>
                {
                    turns.Send(to, "Go", "x");
                    return Task.FromResult("sent");
                }
            )
            .Orchestration<int, int>(
                "Loop",
                async (turns, sum) =>
                {
                    sum += await turns.EventAsync<int>("Add");
                    if (sum < 50 * 51 / 2)
                        turns.Context.ContinueAsNew(sum);
                    return sum;
                }
            );
}
