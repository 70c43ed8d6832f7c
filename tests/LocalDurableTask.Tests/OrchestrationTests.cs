using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask.Tests;

public class OrchestrationTests
{
    internal sealed record Order(string Customer, int Pieces);

    [Fact]
    public async Task Orchestrator_ReturnsARecord_OutputIsThere()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<Order, Order>(
            "Double", (_, order) => Task.FromResult(order with { Pieces = order.Pieces * 2 })));

        var end = await hub.RunAsync("Double", new Order("u1", 3));

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.ReadOutputAs<Order>().ShouldBe(new Order("u1", 6));
        end.ReadInputAs<Order>().ShouldBe(new Order("u1", 3));
    }

    [Fact]
    public async Task CallActivity_InSequence_ResultsAreInOrder()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<string, string>("Chain", async (context, text) =>
            {
                foreach (var letter in new[] { "a", "b", "c" })
                    text = await context.CallActivityAsync<string>("Append", text + letter);
                return text;
            })
            .AddActivityFunc<string, string>("Append", (_, text) => text + "."));

        (await hub.RunAsync("Chain", "")).ReadOutputAs<string>().ShouldBe("a.b.c.");
    }

    [Fact]
    public async Task CallActivity_FanOut_AllResultsAreThere()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<int, int>("Sum", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(1, count).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum())
            .AddActivityFunc<int, int>("Square", (_, i) => i * i));

        (await hub.RunAsync("Sum", 50)).ReadOutputAs<int>().ShouldBe(42925);
    }

    [Fact]
    public async Task CallActivity_NameInOtherCase_IsFound()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync<int>("ANSWER"))
            .AddActivityFunc<object?, int>("answer", (_, _) => 42));

        (await hub.RunAsync("run")).ReadOutputAs<int>().ShouldBe(42);
    }

    [Fact]
    public async Task InputTypeObject_OrchestratorReadsItsInputItself_GetsTheTypedInput()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<object?, string>(
            "Read", (context, input) => Task.FromResult($"{input is null} {context.GetInput<Order>()!.Customer}")));

        (await hub.RunAsync("Read", new { customer = "u7" })).ReadOutputAs<string>().ShouldBe("True u7");
    }

    [Fact]
    public async Task CallSubOrchestrator_WithoutId_ChildKnowsItsParent()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<string>("Child", "x"))
            .AddOrchestratorFunc<string, string>("Child", (context, input) =>
                Task.FromResult($"{context.InstanceId}|{context.Parent!.Name}|{context.Parent.InstanceId}|{input}")));

        var parts = (await hub.RunAsync("Parent", id: "p1")).ReadOutputAs<string>()!.Split('|');

        Guid.ParseExact(parts[0], "N").Version.ShouldBe(5);
        parts[1..].ShouldBe(["Parent", "p1", "x"]);
    }

    [Fact]
    public async Task CallSubOrchestrator_WithId_ChildHasThatId()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child-7")))
            .AddOrchestratorFunc("Child", context => Task.FromResult(context.InstanceId)));

        (await hub.RunAsync("Parent")).ReadOutputAs<string>().ShouldBe("child-7");
    }

    [Fact]
    public async Task CallSubOrchestrator_IdIsRunning_FailsInTheParent()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Waiting", options: new SubOrchestrationOptions(instanceId: "busy")))
            .AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("Go")));
        await hub.StartAsync("Waiting", id: "busy");

        var end = await hub.RunAsync("Parent");

        end.FailureDetails!.InnerFailure!.ErrorType.ShouldBe("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException");
    }

    [Fact]
    public async Task NewGuid_AndClock_AreTheSameOnEveryTurn()
    {
        var seen = new List<(Guid First, Guid Second, DateTime At)>();
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Ids", async context =>
            {
                lock (seen)
                    seen.Add((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
                await context.CallActivityAsync<int>("Tick");
                await context.CallActivityAsync<int>("Tick");
            })
            .AddActivityFunc<object?, int>("Tick", (_, _) =>
            {
                lock (seen)
                    return seen.Count;
            }));

        await hub.RunAsync("Ids");

        seen.Count.ShouldBe(3);
        seen.Distinct().Count().ShouldBe(1);
        seen[0].First.ShouldNotBe(seen[0].Second);
        seen[0].At.ShouldBe(hub.Time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task NewGuid_KnownNameAndTime_IsVersionFiveOverTheDurableNamespace()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Id", context => Task.FromResult(context.NewGuid())));

        var end = await hub.RunAsync("Id", id: "fixed");

        // uuid5(9e952958-5e33-4daf-827f-2fa12937b875, "fixed_2025-10-28T04:00:00.0000000Z_0"), computed with Python's uuid module.
        end.ReadOutputAs<Guid>().ShouldBe(new Guid("1dd46a78-69d4-5bc4-bcff-bafd64b0c8ec"));
    }

    [Fact]
    public async Task SetCustomStatus_WhileRunning_IsSeenByClients()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Status", async context =>
        {
            context.SetCustomStatus("1 of 2");
            await context.WaitForExternalEvent<string>("Go");
            context.SetCustomStatus(new { done = 2 });
        }));
        var id = await hub.StartAsync("Status");

        (await hub.UntilAsync(id, m => m.SerializedCustomStatus is not null)).ReadCustomStatusAs<string>().ShouldBe("1 of 2");
        await hub.Client.RaiseEventAsync(id, "Go", "x");
        (await hub.EndAsync(id)).SerializedCustomStatus.ShouldBe("""{"done":2}""");
    }

    [Fact]
    public async Task CreateReplaySafeLogger_OverSeveralTurns_LogsEachLineOnce()
    {
        var lines = new LineLog();
        await using var hub = await TestHub.StartAsync(
            r => r
                .AddOrchestratorFunc("Log", async context =>
                {
                    var log = context.CreateReplaySafeLogger("Test");
#pragma warning disable CA2254
                    log.LogInformation("one");
                    await context.CallActivityAsync("Nothing");
                    log.LogInformation("two");
                    await context.CallActivityAsync("Nothing");
                    log.LogInformation("three");
#pragma warning restore CA2254
                })
                .AddActivityFunc("Nothing", _ => Task.CompletedTask),
            lines);

        await hub.RunAsync("Log");

        lines.Of("Test").ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task History_OfAFinishedInstance_HasEachStepInOrder()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync<int>("Answer", "q"))
            .AddActivityFunc<string, int>("Answer", (_, _) => 42));

        var end = await hub.RunAsync("Run", "in");

        var history = await hub.Hub.HistoryAsync(end.InstanceId, CancellationToken.None);
        history.Select(e => e.GetType().Name).ShouldBe(
            ["TurnStarted", "ExecutionStarted", "TaskScheduled", "TurnStarted", "TaskCompleted", "ExecutionCompleted"]);
        history.OfType<TaskScheduled>().Single().ShouldBe(new(0, "Answer", "\"q\"") { Timestamp = hub.Time.GetUtcNow() });
        history.OfType<TaskCompleted>().Single().Result.ShouldBe("42");
    }
}
