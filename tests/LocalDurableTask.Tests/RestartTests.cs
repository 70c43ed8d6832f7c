using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class RestartTests
{
    [Fact]
    public async Task Crash_ActivityHadNotReported_IsRunAgain()
    {
        var gate = new Gate();
        var runs = 0;
        await using var hub = await TestHub.StartAsync(r => Register(r, async () =>
        {
            Interlocked.Increment(ref runs);
            await gate.PassAsync();
            return "from the dead";
        }));
        var id = await hub.StartAsync("Run");
        await gate.Entered;

        await hub.CrashAndRestartAsync(r => Register(r, () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult("again");
        }));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("again");
        runs.ShouldBe(2);
        gate.Open();
    }

    [Fact]
    public async Task Crash_ActivityHadReported_IsNotRunAgain()
    {
        var runs = 0;
        void Code(DurableTaskRegistry r) => r
            .AddOrchestratorFunc<string>("Run", async context =>
            {
                var first = await context.CallActivityAsync<int>("Once");
                return $"{first} {await context.WaitForExternalEvent<string>("Go")}";
            })
            .AddActivityFunc<object?, int>("Once", (_, _) => Interlocked.Increment(ref runs));
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TaskCompleted>(id);

        await hub.CrashAndRestartAsync(Code);
        await hub.Client.RaiseEventAsync(id, "Go", "on");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("1 on");
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Crash_TimerCameDueMeanwhile_FiresAtTheNextStart()
    {
        static void Code(DurableTaskRegistry r) => r.AddOrchestratorFunc(
            "Sleep", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Sleep");
        await hub.HistoryAsync<TimerCreated>(id);

        await hub.Hub.DisposeAsync();
        hub.Time.Advance(TimeSpan.FromHours(5));
        await hub.CrashAndRestartAsync(Code);

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Crash_TimerNotDueYet_FiresAtItsTime()
    {
        static void Code(DurableTaskRegistry r) => r.AddOrchestratorFunc(
            "Sleep", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Sleep");
        await hub.HistoryAsync<TimerCreated>(id);

        await hub.CrashAndRestartAsync(Code);
        (await hub.Client.GetInstanceAsync(id))!.IsCompleted.ShouldBeFalse();
        hub.Time.Advance(TimeSpan.FromHours(1));

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Crash_InTheMiddleOfAChild_BothGoOn()
    {
        static void Code(DurableTaskRegistry r) => r
            .AddOrchestratorFunc("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go"));
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Parent");
        await hub.HistoryAsync<SubOrchestrationCreated>(id);

        await hub.CrashAndRestartAsync(Code);
        await hub.Client.RaiseEventAsync("child", "Go", "after");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("after");
    }

    [Fact]
    public async Task Crash_EventsUnread_AreStillThere()
    {
        static void Code(DurableTaskRegistry r) => r.AddOrchestratorFunc<string>("Run", async context =>
        {
            await context.WaitForExternalEvent<string>("First");
            return await context.WaitForExternalEvent<string>("Second");
        });
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Run");
        await hub.Client.RaiseEventAsync(id, "Second", "kept");

        await hub.CrashAndRestartAsync(Code);
        await hub.Client.RaiseEventAsync(id, "First", "");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("kept");
    }

    [Fact]
    public async Task Crash_ManyTimesDuringAChain_EachStepIsSeenOnceByTheOrchestrator()
    {
        static void Code(DurableTaskRegistry r) => r
            .AddOrchestratorFunc<int>("Chain", async context =>
            {
                var sum = 0;
                for (var i = 0; i < 30; i++)
                    sum += await context.CallActivityAsync<int>("One");
                return sum;
            })
            .AddActivityFunc<object?, int>("One", (_, _) => 1);
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Chain");

        for (var crash = 1; crash <= 5; crash++)
        {
            await hub.HistoryAsync<TaskCompleted>(id, crash * 5);
            await hub.CrashAndRestartAsync(Code);
        }

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(30);
        (await hub.Hub.HistoryAsync(id, CancellationToken.None)).OfType<TaskCompleted>().Select(t => t.TaskId).ShouldBe(Enumerable.Range(0, 30));
    }

    [Fact]
    public async Task Stop_WithDrain_WaitsForTheRunningActivity()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => Register(r, async () =>
        {
            await gate.PassAsync();
            return "drained";
        }));
        var id = await hub.StartAsync("Run");
        await gate.Entered;

        var stop = hub.Hub.StopAsync(TimeSpan.FromMinutes(1));
        stop.IsCompleted.ShouldBeFalse();
        gate.Open();
        await stop.WaitAsync(TestHub.Limit());
        await hub.CrashAndRestartAsync(r => Register(r, () => throw new InvalidOperationException("must not run again")));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("drained");
    }

    private static void Register(DurableTaskRegistry registry, Func<Task<string>> work) => registry
        .AddOrchestratorFunc("Run", context => context.CallActivityAsync<string>("Work"))
        .AddActivityFunc<object?, string>("Work", (_, _) => work());
}
