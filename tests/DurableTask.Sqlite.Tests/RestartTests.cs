using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;

namespace DurableTask.Sqlite.Tests;

/// <summary>What a process that died had in hand goes on in the next one.</summary>
public class RestartTests
{
    [Fact]
    public async Task Crash_ActivityHadNotReported_IsRunAgain()
    {
        var (first, second) = (new Gate(), new Gate());
        await using var hub = await TestHub.StartAsync(code => Register(code, first));
        var id = await hub.StartAsync("Call", "x");
        await first.Entered;

        await hub.CrashAndRestartAsync(code => Register(code, second));
        await second.Entered;
        second.Open();

        (await hub.EndAsync(id)).Output.ShouldBe("\"x\"");
        first.Open();
    }

    [Fact]
    public async Task Crash_ActivityHadReported_IsNotRunAgain()
    {
        var runs = 0;
        await using var hub = await TestHub.StartAsync(Counting);
        var id = await hub.StartAsync("CountThenWait", "x");
        await hub.HistoryAsync(id, EventType.TaskCompleted);

        await hub.CrashAndRestartAsync(Counting);
        await hub.RaiseAsync(id, "Go", "on");

        (await hub.EndAsync(id)).Output.ShouldBe("\"1 on\"");
        runs.ShouldBe(1);

        void Counting(Code code) =>
            code.Activity<string, int>("Count", _ => Interlocked.Increment(ref runs))
                .Orchestration<string, string>(
                    "CountThenWait",
                    async (turns, _) =>
                        $"{await turns.CallAsync<int>("Count", "x")} {await turns.EventAsync<string>("Go")}"
                );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Crash_TimerIsSet_FiresAtItsTimeOrAtTheNextStart(int hoursAway)
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Sleep", 3600);
        await hub.HistoryAsync(id, EventType.TimerCreated);
        await hub.CrashAsync();
        hub.Time.Advance(TimeSpan.FromHours(hoursAway));

        await hub.CrashAndRestartAsync(RunTests.Register);
        if (hoursAway == 0)
        {
            (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Running);
            hub.Time.Advance(TimeSpan.FromHours(1));
        }

        (await hub.EndAsync(id)).OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task Crash_InTheMiddleOfAChild_BothGoOn()
    {
        await using var hub = await TestHub.StartAsync(Nested);
        var id = await hub.StartAsync("Above", "x");
        await hub.RunningAsync("below");

        await hub.CrashAndRestartAsync(Nested);
        await hub.RaiseAsync("below", "Go", "on");

        (await hub.EndAsync(id)).Output.ShouldBe("\"on\"");

        static void Nested(Code code)
        {
            RunTests.Register(code);
            code.Orchestration<string, string>("Above", (turns, _) => turns.CallChildAsync<string>("Wait", "below"));
        }
    }

    [Fact]
    public async Task Crash_EventsUnread_AreStillThere()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.RunningAsync(id);
        await hub.StopWorkerAsync();
        await hub.RaiseAsync(id, "Go", "unread");

        await hub.CrashAndRestartAsync(RunTests.Register);

        (await hub.EndAsync(id)).Output.ShouldBe("\"unread\"");
    }

    [Fact]
    public async Task Crash_ManyTimesDuringAChain_EachStepIsSeenOnce()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Chain", 40);
        for (var i = 1; i <= 8; i++)
        {
            await hub.HistoryAsync(id, EventType.TaskCompleted, i * 4);
            await hub.CrashAndRestartAsync(RunTests.Register);
        }

        (await hub.EndAsync(id)).Output.ShouldBe($"\"{string.Join(' ', Enumerable.Range(0, 40).Select(i => i * i))}\"");
        (await hub.HistoryTypesAsync(id)).Count(type => type == EventType.TaskCompleted).ShouldBe(40);
    }

    [Fact]
    public async Task Stop_ActivityRuns_IsEndedAndWrittenFirst()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(code => Register(code, gate));
        var id = await hub.StartAsync("Call", "x");
        await gate.Entered;

        var stop = hub.StopWorkerAsync();
        gate.Open();
        await stop;

        hub.Service.Store.Reader.Activities().ShouldBeEmpty();
        (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Running);
    }

    [Fact]
    public async Task Stop_ThenStartOnTheSameService_GoesOn()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.RunningAsync(id);
        await hub.StopWorkerAsync();
        await hub.RaiseAsync(id, "Go", "on");
        await hub.StartAsync("Chain", 3);
        (await hub.FindAsync(id))!.OrchestrationStatus.ShouldBe(OrchestrationStatus.Running);

        await hub.StartWorkerAsync();

        (await hub.EndAsync(id)).Output.ShouldBe("\"on\"");
        (await hub.EndAsync("Chain-1")).Output.ShouldBe("\"0 1 4\"");
    }

    [Fact]
    public async Task Abandon_ActivityThatIsNotThereYet_IsRunAgainAfterAWait()
    {
        var attempts = 0;
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, int>("Call", (turns, _) => turns.CallAsync<int>("Interrupted", "x"))
                .Activity<string, int>(
                    "Interrupted",
                    _ =>
                        Interlocked.Increment(ref attempts) < 4
                            ? throw new DurableTask.Core.Exceptions.SessionAbortedException("gone")
                            : attempts
                )
        );
        var id = await hub.StartAsync("Call", "x");

        var end = await hub.AdvanceUntilAsync(hub.EndAsync(id), TimeSpan.FromMilliseconds(100));

        end.Output.ShouldBe("4");
    }

    [Fact]
    public async Task Abandon_WorkerStartsAgainMeanwhile_ActivityIsGivenOutOnce()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await using var service = await WithAnActivityAsync(hub);
        var taken = await TakeAsync(service);
        await service.AbandonTaskActivityWorkItemAsync(taken);

        await service.StopAsync();
        await service.StartAsync();
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await TakeAsync(service)).Id.ShouldBe(taken.Id);
        (await TakeAsync(service)).ShouldBeNull();
    }

    [Fact]
    public async Task Complete_WorkerStartsAgainMeanwhile_ActivityIsNotGivenOutAgain()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await using var service = await WithAnActivityAsync(hub);
        var taken = await TakeAsync(service);
        await service.StopAsync();
        await service.StartAsync();

        var answer = new TaskMessage
        {
            OrchestrationInstance = taken.TaskMessage.OrchestrationInstance,
            Event = new TaskCompletedEvent(-1, 0, "done"),
        };
        await service.CompleteTaskActivityWorkItemAsync(taken, answer);

        (await TakeAsync(service)).ShouldBeNull();
    }

    [Fact]
    public async Task Abandon_OrchestrationIsInterrupted_IsRunAgainAfterAWait()
    {
        var attempts = 0;
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, int>(
                "Interrupted",
                (_, _) =>
                    Interlocked.Increment(ref attempts) < 4
                        ? throw new DurableTask.Core.Exceptions.SessionAbortedException("gone")
                        : Task.FromResult(attempts)
            )
        );
        var id = await hub.StartAsync("Interrupted", "x");

        var end = await hub.AdvanceUntilAsync(hub.EndAsync(id), TimeSpan.FromMilliseconds(100));

        end.Output.ShouldBe("4");
        (await hub.HistoryTypesAsync(id)).Count(type => type == EventType.ExecutionStarted).ShouldBe(1);
    }

    /// <summary>The service itself, with an activity to run: the test is the worker that stops and starts.</summary>
    private static async Task<SqliteOrchestrationService> WithAnActivityAsync(TestHub hub)
    {
        await hub.CrashAsync();
        var service = hub.Other();
        await service.StartAsync();
        var call = new TaskMessage
        {
            OrchestrationInstance = new() { InstanceId = "one", ExecutionId = "x" },
            Event = new TaskScheduledEvent(0, "Work", "", "x"),
        };
        await service.Store.Writer.WriteAsync(tx =>
        {
            tx.Schedule(call, EventJson.Write(call.Event), null);
            return true;
        });
        return service;
    }

    private static Task<TaskActivityWorkItem> TakeAsync(SqliteOrchestrationService service) =>
        service.LockNextTaskActivityWorkItem(TimeSpan.Zero, default);

    private static void Register(Code code, Gate gate) =>
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
