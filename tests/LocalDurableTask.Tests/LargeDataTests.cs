using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

/// <summary>Ten megabytes each way.</summary>
public class LargeDataTests
{
    private const int Size = 10_000_000;
    private static readonly string Large = string.Concat(Enumerable.Range(0, Size / 10).Select(i => $"{i:D9}\""));

    [Fact]
    public async Task Orchestration_LargeInputAndOutput_ComeThroughWhole()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<string, string>("Echo", (_, input) => Task.FromResult(input)));

        var end = await hub.RunAsync("Echo", Large);

        end.ReadInputAs<string>().ShouldBe(Large);
        end.ReadOutputAs<string>().ShouldBe(Large);
    }

    [Fact]
    public async Task CallActivity_LargeInputAndResult_ComeThroughWholeOnEveryTurn()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<string, bool>("Twice", async (context, input) =>
            {
                var once = await context.CallActivityAsync<string>("Echo", input);
                return await context.CallActivityAsync<string>("Echo", once) == input;
            })
            .AddActivityFunc<string, string>("Echo", (_, input) => input));

        (await hub.RunAsync("Twice", Large)).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task RaiseEvent_LargePayload_ComesThroughWhole()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Wait", async context =>
            (await context.WaitForExternalEvent<string>("Go")).Length));
        var id = await hub.StartAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "Go", Large);

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(Large.Length);
    }

    [Fact]
    public async Task CallSubOrchestrator_LargeInputAndResult_ComeThroughWholeAfterACrash()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Parent", Large);
        await hub.UntilAsync("child", child => child.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        await hub.CrashAndRestartAsync(Register);
        await hub.Client.RaiseEventAsync("child", "Go", true);

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe(Large);
    }

    private static void Register(Microsoft.DurableTask.DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<string, string>("Parent", (context, input) => context.CallSubOrchestratorAsync<string>(
            "Child", input, new Microsoft.DurableTask.SubOrchestrationOptions(instanceId: "child")))
        .AddOrchestratorFunc<string, string>("Child", async (context, input) =>
        {
            await context.WaitForExternalEvent<bool>("Go");
            return input;
        });
}
