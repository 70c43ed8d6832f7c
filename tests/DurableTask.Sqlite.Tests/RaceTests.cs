using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Tests;

/// <summary>Things that come at once, late, or in another order.</summary>
public class RaceTests
{
    [Fact]
    public async Task WhenAny_TimerComesFirst_TheLateAnswerChangesNothing()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code => Register(code, gate));
        var id = await hub.StartAsync("Race", "x");
        await gate.Entered;
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.HistoryAsync(id, EventType.TimerFired);

        gate.Open();
        await hub.HistoryAsync(id, EventType.TaskCompleted);
        await hub.RaiseAsync(id, "End", "x");

        (await hub.EndAsync(id)).Output.ShouldBe("\"timer\"");
    }

    [Fact]
    public async Task WhenAny_ActivityComesFirst_ActivityWinsAlsoOnReplay()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code => Register(code, gate));
        var id = await hub.StartAsync("Race", "x");
        gate.Open();
        await hub.HistoryAsync(id, EventType.TaskCompleted);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.HistoryAsync(id, EventType.TimerFired);

        await hub.CrashAndRestartAsync(code => Register(code, gate));
        await hub.RaiseAsync(id, "End", "x");

        (await hub.EndAsync(id)).Output.ShouldBe("\"activity\"");
    }

    [Fact]
    public async Task Inbox_EventCameBeforeTheTimerWasDue_IsTakenBeforeIt()
    {
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, string>(
                "Pair",
                async (turns, _) =>
                {
                    var (timer, go) = (turns.TimerAsync(TimeSpan.FromHours(1)), turns.EventAsync<string>("Go"));
                    return await Task.WhenAny(timer, go) == go ? "event" : "timer";
                }
            )
        );
        var id = await hub.StartAsync("Pair", "x");
        await hub.HistoryAsync(id, EventType.TimerCreated);
        await hub.StopWorkerAsync();
        await hub.RaiseAsync(id, "Go", "x");
        hub.Time.Advance(TimeSpan.FromHours(2));

        await hub.StartWorkerAsync();

        (await hub.EndAsync(id)).Output.ShouldBe("\"event\"");
    }

    [Fact]
    public async Task Inbox_ClockIsSetBack_StaysInTheOrderOfArrival()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.CrashAsync();
        await using var service = hub.Other();
        await new TaskHubClient(service).CreateOrchestrationInstanceAsync("Any", "", "one", "x");
        await TestHub.SendAsync(service, "one", new ExecutionSuspendedEvent(-1, "hold"));

        hub.Time.AdjustTime(hub.Time.GetUtcNow().AddHours(-1));
        await TestHub.SendAsync(service, "one", new ExecutionResumedEvent(-1, "go on"));

        var waiting = service.Store.Reader.Inbox("one", hub.Time.GetUtcNow());
        waiting
            .Select(message => message.Type)
            .ShouldBe([EventType.ExecutionStarted, EventType.ExecutionSuspended, EventType.ExecutionResumed]);
    }

    [Fact]
    public async Task ContinueAsNew_EventsAllTheTime_NoneIsLostOrDoubled()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Loop", 0);

        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => hub.RaiseAsync(id, "Add", i))));

        (await hub.EndAsync(id)).Output.ShouldBe((50 * 51 / 2).ToString());
    }

    /// <summary>
    /// Against the service itself: Core's own orchestrations do not continue as new while tasks are open, those of
    /// others do.
    /// </summary>
    [Fact]
    public async Task ContinueAsNew_WhatIsOnItsWayToTheExecutionBefore_IsDropped()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.CrashAsync();
        await using var service = hub.Other();
        await service.StartAsync();
        var instance = await new TaskHubClient(service).CreateOrchestrationInstanceAsync("Any", "", "one", "first");
        var item = await service.LockNextTaskOrchestrationWorkItemAsync(TimeSpan.FromMinutes(1), default);
        var runtime = item.OrchestrationRuntimeState;
        runtime.AddEvent(item.NewMessages.Single().Event);
        var call = Message(instance, new TaskScheduledEvent(0, "Same", "", "x"));
        var timer = Message(instance, new TimerFiredEvent(-1, hub.Time.GetUtcNow().UtcDateTime.AddHours(1)));
        await CompleteAsync(service, item, runtime, [call], [timer]);
        var activity = await service.LockNextTaskActivityWorkItem(TimeSpan.FromMinutes(1), default);

        await TestHub.SendAsync(service, "one", new EventRaisedEvent(-1, "x") { Name = "Kept" });
        var next = new OrchestrationRuntimeState();
        var second = new OrchestrationInstance { InstanceId = "one", ExecutionId = "second" };
        next.AddEvent(
            new ExecutionStartedEvent(-1, "again")
            {
                Name = "Any",
                Version = "",
                OrchestrationInstance = second,
            }
        );
        await CompleteAsync(service, item, next, [], []);
        await service.CompleteTaskActivityWorkItemAsync(
            activity,
            Message(instance, new TaskCompletedEvent(-1, 0, "late"))
        );

        var waiting = service.Store.Reader.Inbox("one", DateTimeOffset.MaxValue);
        waiting.ShouldHaveSingleItem().Type.ShouldBe(EventType.EventRaised);
        service.Store.Reader.Activities().ShouldBeEmpty();
        (await service.GetOrchestrationStateAsync("one", "second")).Input.ShouldBe("again");
        (await service.GetOrchestrationStateAsync("one", instance.ExecutionId)).ShouldBeNull();
        service.Store.Reader.History("one").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ToItselfAndToAnother_ArrivesInOrder()
    {
        await using var hub = await TestHub.StartAsync(code =>
        {
            RunTests.Register(code);
            code.Orchestration<string, string>(
                "Talk",
                async (turns, _) =>
                {
                    for (var i = 0; i < 5; i++)
                        turns.Send(turns.Id, "Self", $"{i}");
                    var heard = "";
                    for (var i = 0; i < 5; i++)
                        heard += await turns.EventAsync<string>("Self");
                    turns.Send("other", "Go", heard);
                    return heard;
                }
            );
        });
        await hub.StartAsync("Wait", id: "other");
        await hub.RunningAsync("other");

        (await hub.RunAsync("Talk", "x")).Output.ShouldBe("\"01234\"");
        (await hub.EndAsync("other")).Output.ShouldBe("\"01234\"");
    }

    private static TaskMessage Message(OrchestrationInstance instance, HistoryEvent what) =>
        new() { OrchestrationInstance = instance, Event = what };

    private static Task CompleteAsync(
        SqliteOrchestrationService service,
        TaskOrchestrationWorkItem item,
        OrchestrationRuntimeState runtime,
        TaskMessage[] calls,
        TaskMessage[] timers
    )
    {
        var state = new OrchestrationState { OrchestrationStatus = OrchestrationStatus.Running };
        return service.CompleteTaskOrchestrationWorkItemAsync(item, runtime, calls, [], timers, null!, state);
    }

    private static void Register(Code code, Gate gate) =>
        code.Orchestration<string, string>(
                "Race",
                async (turns, _) =>
                {
                    var (timer, activity) = (
                        turns.TimerAsync(TimeSpan.FromHours(1)),
                        turns.CallAsync<string>("Slow", "activity")
                    );
                    var first = await Task.WhenAny(timer, activity) == timer ? "timer" : await activity;
                    await turns.EventAsync<string>("End");
                    return first;
                }
            )
            .Activity<string, string>(
                "Slow",
                async text =>
                {
                    await gate.PassAsync();
                    return text;
                }
            );
}
