using DurableTask.Core.Exceptions;
using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class DeterminismTests
{
    [Fact]
    public async Task Restart_CodeCallsAnotherActivity_FailsAndNamesBoth()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, "Before"));
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TaskCompleted>(id);

        await hub.CrashAndRestartAsync(r => Register(r, "After"));
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        var end = await hub.EndAsync(id);
        end.FailureDetails!.ErrorType.ShouldBe("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException");
        end.FailureDetails.ErrorMessage.ShouldContain("TaskScheduled 'Before' as task 0, but the code asks for TaskScheduled 'After'");
    }

    [Fact]
    public async Task Restart_CodeCallsNothingAnyMore_FailsAndNamesTheEvent()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, "Before"));
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TaskCompleted>(id);

        await hub.CrashAndRestartAsync(r => r.AddOrchestratorFunc("Run", context => context.WaitForExternalEvent<string>("Go")));
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        (await hub.EndAsync(id)).FailureDetails!.ErrorMessage.ShouldContain("TaskScheduled 'Before' as task 0, but the code asks for nothing");
    }

    [Fact]
    public async Task Restart_CodeCallsMore_FailsAndNamesTheCall()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, "Before"));
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TaskCompleted>(id);

        await hub.CrashAndRestartAsync(r => r.AddOrchestratorFunc("Run", async context =>
        {
            var first = context.CallActivityAsync<int>("Before");
            await context.CallActivityAsync<int>("Extra");
            await first;
        }));
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        (await hub.EndAsync(id)).FailureDetails!.ErrorMessage.ShouldContain("nothing as task 1, but the code asks for TaskScheduled 'Extra'");
    }

    [Fact]
    public async Task Orchestrator_AwaitsSomethingForeign_FailsWithTheWorkersText()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", async _ =>
            await Task.Delay(TimeSpan.FromDays(1), TimeProvider.System, CancellationToken.None)));

        var end = await hub.RunAsync("Run");

        end.FailureDetails!.ErrorType.ShouldBe("System.InvalidOperationException");
        end.FailureDetails.ErrorMessage.ShouldStartWith("An invalid asynchronous invocation was detected.");
    }

    [Fact]
    public async Task Orchestrator_LeavesItsThread_ItsNextCallIsRefused()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", async context =>
        {
            var call = Task.Run(() => context.CallActivityAsync<int>("Any"));
            ((IAsyncResult)call).AsyncWaitHandle.WaitOne();
            await call;
        }));

        (await hub.RunAsync("Run")).FailureDetails!.ErrorMessage.ShouldStartWith("An invalid asynchronous invocation was detected.");
    }

    [Fact]
    public async Task Orchestrator_Yields_GoesOn()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<int>("Run", async _ =>
        {
            await Task.Yield();
            return 1;
        }));

        (await hub.RunAsync("Run")).ReadOutputAs<int>().ShouldBe(1);
    }

    [Fact]
    public async Task HistoryReplay_SameCode_Passes()
    {
        var history = await KeptAsync();

        Should.NotThrow(() => HistoryReplay.Check(Orchestrator("Before"), "kept", history));
    }

    [Fact]
    public async Task HistoryReplay_ChangedCode_NamesTheDifference()
    {
        var history = await KeptAsync();

        Should.Throw<NonDeterministicOrchestrationException>(() => HistoryReplay.Check(Orchestrator("After"), "kept", history))
            .Message.ShouldContain("TaskScheduled 'Before'");
    }

    [Fact]
    public async Task HistoryReplay_HalfAHistory_PassesAsWell()
    {
        var history = await KeptAsync();

        Should.NotThrow(() => HistoryReplay.Check(Orchestrator("Before"), "kept", [.. history.Take(5)]));
    }

    [Fact]
    public async Task HistoryJson_WrittenAndRead_IsTheSame()
    {
        var history = await KeptAsync();

        HistoryJson.ReadAll(HistoryJson.WriteAll(history)).ShouldBe(history);
    }

    private static async Task<IReadOnlyList<HistoryEvent>> KeptAsync()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, "Before"));
        var id = await hub.StartAsync("Run", id: "kept");
        await hub.Client.RaiseEventAsync(id, "Go", "x");
        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        return await hub.Hub.HistoryAsync(id, CancellationToken.None);
    }

    private static void Register(DurableTaskRegistry registry, string activity) => registry
        .AddOrchestrator("Run", Orchestrator(activity))
        .AddActivityFunc<object?, int>(activity, (_, _) => 1);

    private static TaskOrchestrator<object?, string> Orchestrator(string activity) =>
        FuncTaskOrchestrator.Create<object?, string>(async (context, _) =>
        {
            await context.CallActivityAsync<int>(activity);
            return await context.WaitForExternalEvent<string>("Go");
        });
}
