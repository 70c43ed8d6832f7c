using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

/// <summary>Orchestrators that never come to an end by themselves: each gets an error that says so, and holds up nobody else.</summary>
public sealed class SpinningTests : IDisposable
{
    private readonly ManualResetEventSlim testIsOver = new();

    [Fact]
    public async Task Orchestrator_LoopsWithoutAwaiting_FailsAndOthersGoOn()
    {
        await using var hub = await StartAsync(r => r
            .AddOrchestratorFunc("Spin", _ =>
            {
                while (!testIsOver.IsSet)
                {
                    // As a loop whose condition never comes true.
                }

                return Task.CompletedTask;
            })
            .AddOrchestratorFunc("Quick", _ => Task.CompletedTask));

        var spun = await hub.RunAsync("Spin");

        spun.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        spun.FailureDetails!.ErrorMessage.ShouldStartWith("The orchestrator 'Spin' has been running for 00:00:00.3000000 without waiting for anything durable.");
        (await hub.RunAsync("Quick")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Orchestrator_BlocksItsThread_Fails()
    {
        await using var hub = await StartAsync(r => r.AddOrchestratorFunc("Block", _ =>
        {
            testIsOver.Wait();
            return Task.CompletedTask;
        }));

        (await hub.RunAsync("Block")).FailureDetails!.ErrorMessage.ShouldContain("'Block' has been running");
    }

    [Fact]
    public async Task Orchestrator_YieldsForEver_Fails()
    {
        await using var hub = await StartAsync(r => r.AddOrchestratorFunc("Yield", async _ =>
        {
            while (!testIsOver.IsSet)
                await Task.Yield();
        }));

        (await hub.RunAsync("Yield")).FailureDetails!.ErrorMessage.ShouldContain("'Yield' has been running");
    }

    [Fact]
    public async Task Orchestrator_CallsWithoutEverAwaiting_FailsAndNothingIsDone()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Send", context =>
        {
            while (true)
                context.SendEvent("nobody", "Flood", 1);
        }));

        (await hub.RunAsync("Send")).FailureDetails!.ErrorMessage
            .ShouldBe("The orchestrator asked for more than 100,000 things without waiting for any of them. Does it loop?");
    }

    [Fact]
    public async Task Orchestrator_BlocksOnADurableTask_Fails()
    {
        await using var hub = await StartAsync(r => r
            .AddOrchestratorFunc("Block", context =>
            {
                var call = context.CallActivityAsync<int>("One");
                // As .Result does: the answer can only come in another turn.
                while (!call.IsCompleted && !testIsOver.IsSet)
                    testIsOver.Wait(TimeSpan.FromMilliseconds(1));
                return call;
            })
            .AddActivityFunc<object?, int>("One", (_, _) => 1));

        (await hub.RunAsync("Block")).FailureDetails!.ErrorMessage.ShouldContain("Does it spin, or block its thread?");
    }

    /// <summary>Lets the threads go that the orchestrators above keep.</summary>
    public void Dispose() => testIsOver.Set();

    private static Task<TestHub> StartAsync(Action<Microsoft.DurableTask.DurableTaskRegistry> register) =>
        TestHub.StartAsync(register, options: given => given with { LongestTurn = TimeSpan.FromSeconds(0.3) });
}
