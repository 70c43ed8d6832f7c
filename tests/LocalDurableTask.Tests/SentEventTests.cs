using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Tests;

/// <summary>Events from one instance to another, and over a fresh start of the one that waits.</summary>
public class SentEventTests
{
    [Fact]
    public async Task SendEvent_Several_ArriveInOrder()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Sender", context =>
            {
                for (var i = 0; i < 20; i++)
                    context.SendEvent("receiver", "Item", i);
                return Task.CompletedTask;
            })
            .AddOrchestratorFunc("Receiver", Collect(20)));
        await hub.StartAsync("Receiver", id: "receiver");
        await hub.RunAsync("Sender");

        (await hub.EndAsync("receiver")).ReadOutputAs<List<int>>().ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public async Task SendEvent_ToItself_IsReceived()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
        {
            context.SendEvent(context.InstanceId, "Echo", "me");
            return context.WaitForExternalEvent<string>("Echo");
        }));

        (await hub.RunAsync("Run")).ReadOutputAs<string>().ShouldBe("me");
    }

    [Fact]
    public async Task SendEvent_ChildToParentAndBack_BothGoOn()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync<string>("Child", context.InstanceId, new SubOrchestrationOptions(instanceId: "child"));
                var asked = await context.WaitForExternalEvent<string>("Question");
                context.SendEvent("child", "Answer", asked + "!");
                return await child;
            })
            .AddOrchestratorFunc<string, string>("Child", (context, parent) =>
            {
                context.SendEvent(parent, "Question", "ready");
                return context.WaitForExternalEvent<string>("Answer");
            }));

        (await hub.RunAsync("Parent")).ReadOutputAs<string>().ShouldBe("ready!");
    }

    [Fact]
    public async Task SendEvent_ThenStartsAnew_IsSentOnce()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<int, int>("Sender", (context, round) =>
            {
                context.SendEvent("receiver", "Item", round);
                if (round < 4)
                    context.ContinueAsNew(round + 1);
                return Task.FromResult(round);
            })
            .AddOrchestratorFunc("Receiver", Collect(5)));
        await hub.StartAsync("Receiver", id: "receiver");

        await hub.RunAsync("Sender", 0);

        (await hub.EndAsync("receiver")).ReadOutputAs<List<int>>().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task RaiseEvent_ToAnInstanceThatStartsAnewAllTheTime_NoneIsLostOrDoubled()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<List<int>, List<int>>("Run", async (context, seen) =>
        {
            seen.Add(await context.WaitForExternalEvent<int>("Item"));
            if (seen.Count < 50)
                context.ContinueAsNew(seen);
            return seen;
        }));
        var id = await hub.StartAsync("Run", new List<int>());

        for (var i = 0; i < 50; i++)
            await hub.Client.RaiseEventAsync(id, "Item", i);

        (await hub.EndAsync(id)).ReadOutputAs<List<int>>().ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task ContinueAsNew_TimerOfTheGenerationBefore_NeverFires()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<int, string>("Run", async (context, round) =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1 + round), CancellationToken.None);
            if (round == 0)
            {
                await context.WaitForExternalEvent<string>("Again");
                context.ContinueAsNew(1);
                return "";
            }

            await timer;
            return $"{context.CurrentUtcDateTime:HH:mm}";
        }));
        var id = await hub.StartAsync("Run", 0);
        await hub.HistoryAsync<TimerCreated>(id);
        await hub.Client.RaiseEventAsync(id, "Again", "");
        await hub.UntilAsync(id, m => m.SerializedInput == "1");
        await hub.HistoryAsync<TimerCreated>(id);

        hub.Time.Advance(TimeSpan.FromHours(2));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("06:00");
    }

    [Fact]
    public async Task ContinueAsNew_NewGuid_IsAnotherInEachGeneration()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<List<Guid>, List<Guid>>("Run", async (context, all) =>
        {
            all.Add(context.NewGuid());
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            if (all.Count < 3)
                context.ContinueAsNew(all);
            return all;
        }));
        var id = await hub.StartAsync("Run", new List<Guid>());

        for (var round = 1; round <= 3; round++)
        {
            await hub.UntilAsync(id, m => m.ReadInputAs<List<Guid>>()!.Count == round - 1);
            await hub.HistoryAsync<TimerCreated>(id);
            hub.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await hub.EndAsync(id)).ReadOutputAs<List<Guid>>()!.Distinct().Count().ShouldBe(3);
    }

    private static Func<TaskOrchestrationContext, Task<List<int>>> Collect(int count) => async context =>
    {
        var seen = new List<int>();
        while (seen.Count < count)
            seen.Add(await context.WaitForExternalEvent<int>("Item"));
        return seen;
    };
}
