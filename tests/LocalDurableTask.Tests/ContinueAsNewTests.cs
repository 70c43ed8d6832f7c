using LocalDurableTask.History;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class ContinueAsNewTests
{
    [Fact]
    public async Task ContinueAsNew_SeveralTimes_HistoryStaysShort()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<int, int>("Count", async (context, count) =>
            {
                var next = await context.CallActivityAsync<int>("Next", count);
                if (next < 20)
                    context.ContinueAsNew(next);
                return next;
            })
            .AddActivityFunc<int, int>("Next", (_, count) => count + 1));

        var end = await hub.RunAsync("Count", 0);

        end.ReadOutputAs<int>().ShouldBe(20);
        end.ReadInputAs<int>().ShouldBe(19);
        (await hub.Hub.HistoryAsync(end.InstanceId, CancellationToken.None)).OfType<TaskScheduled>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task ContinueAsNew_UnreadEvents_GoToTheNextGenerationInOrder()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<List<string>, List<string>>("Collect", async (context, all) =>
        {
            all.Add(await context.WaitForExternalEvent<string>("Item"));
            if (all.Count == 1)
                await context.WaitForExternalEvent<string>("Go");
            if (all.Count < 4)
                context.ContinueAsNew(all);
            return all;
        }));
        var id = await hub.StartAsync("Collect", new List<string>());

        foreach (var item in new[] { "a", "b", "c", "d" })
            await hub.Client.RaiseEventAsync(id, "Item", item);
        await hub.Client.RaiseEventAsync(id, "Go", "");

        (await hub.EndAsync(id)).ReadOutputAs<List<string>>().ShouldBe(["a", "b", "c", "d"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ContinueAsNew_EventOfTheSameTurnAfterIt_GoesToTheNextGenerationAndNotToAWaiterLeftBehind(bool preserves)
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<List<string>, List<string>>("Collect", async (context, all) =>
        {
            all.Add(await context.WaitForExternalEvent<string>("Item"));
            if (all.Count == 2)
                return all;
            // Waits for more, like an inbox that has just been emptied; then the history has grown long enough.
            _ = context.WaitForExternalEvent<string>("Item");
            context.ContinueAsNew(all, preserves);
            return all;
        }));
        var id = await hub.StartAsync("Collect", new List<string>());
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        // Held back, and then all in one turn.
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        foreach (var item in new[] { "a", "b" })
            await hub.Client.RaiseEventAsync(id, "Item", item);
        await hub.Client.ResumeInstanceAsync(id);

        (await hub.EndAsync(id)).ReadOutputAs<List<string>>().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task ContinueAsNew_EventsNotPreserved_AreDropped()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<int, string>("Run", async (context, round) =>
        {
            await context.WaitForExternalEvent<string>("Go");
            if (round == 0)
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            else
                return await context.WaitForExternalEvent<string>("Item");
            return "";
        }));
        var id = await hub.StartAsync("Run", 0);
        await hub.Client.RaiseEventAsync(id, "Item", "old");
        await hub.Client.RaiseEventAsync(id, "Go", "");
        await hub.UntilAsync(id, m => m.SerializedInput == "1");

        await hub.Client.RaiseEventAsync(id, "Go", "");
        await hub.Client.RaiseEventAsync(id, "Item", "new");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("new");
    }

    [Fact]
    public async Task ContinueAsNew_AnswerToTheGenerationBefore_IsDropped()
    {
        var gate = new Gate();
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<int, string>("Run", async (context, round) =>
            {
                var answer = context.CallActivityAsync<string>(round == 0 ? "Slow" : "Quick");
                if (round > 0)
                    return await answer;
                await context.WaitForExternalEvent<string>("Go");
                context.ContinueAsNew(1);
                return "";
            })
            .AddActivityFunc<string>("Slow", async _ =>
            {
                await gate.PassAsync();
                return "slow";
            })
            .AddActivityFunc<string>("Quick", async _ =>
            {
                gate.Open();
                await Task.CompletedTask;
                return "quick";
            }));
        var id = await hub.StartAsync("Run", 0);
        await gate.Entered;
        await hub.Client.RaiseEventAsync(id, "Go", "");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("quick");
    }

    [Fact]
    public async Task ContinueAsNew_InASubOrchestration_ParentGetsTheLastResult()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 1))
            .AddOrchestratorFunc<int, int>("Child", (context, round) =>
            {
                if (round < 5)
                    context.ContinueAsNew(round + 1);
                return Task.FromResult(round);
            }));

        (await hub.RunAsync("Parent")).ReadOutputAs<int>().ShouldBe(5);
    }
}
