using System.Diagnostics;
using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Tests;

public sealed class TracingTests : IDisposable
{
    private readonly SpanLog spans = new();

    public void Dispose() => spans.Dispose();

    [Fact]
    public async Task Run_CallsOfEveryKind_AreOneTreeWithTheOfficialNames()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                context.SendEvent("nobody", "Hello", 1);
                return await context.CallSubOrchestratorAsync<string>("Child");
            })
            .AddOrchestratorFunc<string>("Child", context => context.CallActivityAsync<string>("Work"))
            .AddActivityFunc<object?, string>("Work", (_, _) => Activity.Current?.OperationName ?? "none"));

        (await hub.RunAsync("Parent", id: "p")).ReadOutputAs<string>().ShouldBe("activity:Work");

        await spans.UntilAsync("orchestration:Parent", ActivityKind.Server);
        spans.Tree().ShouldBe("""
            test
              Producer create_orchestration:Parent
                Server orchestration:Parent
                  Client orchestration:Child
                    Server orchestration:Child
                      Client activity:Work
                        Server activity:Work
                  Internal orchestration:Parent:timer
                  Producer orchestration_event:Hello

            """);
        var own = spans.Single("orchestration:Parent", ActivityKind.Server);
        own.GetTagItem("durabletask.type").ShouldBe("orchestration");
        own.GetTagItem("durabletask.task.name").ShouldBe("Parent");
        own.GetTagItem("durabletask.task.instance_id").ShouldBe("p");
        own.GetTagItem("durabletask.task.status").ShouldBe("Completed");
        spans.Single("activity:Work", ActivityKind.Server).GetTagItem("durabletask.task.task_id").ShouldBe(0);
        spans.Single("orchestration_event:Hello", ActivityKind.Producer).GetTagItem("durabletask.event.target_instance_id").ShouldBe("nobody");
    }

    [Fact]
    public async Task Crash_InTheMiddle_TheSpansOfBothProcessesAreOneTree()
    {
        static void Code(DurableTaskRegistry r) => r
            .AddOrchestratorFunc<string>("Run", async context =>
            {
                await context.CallActivityAsync<string>("Work", "before");
                return await context.WaitForExternalEvent<string>("Go") + await context.CallActivityAsync<string>("Work", "after");
            })
            .AddActivityFunc<string, string>("Work", (_, input) => input);
        await using var hub = await TestHub.StartAsync(Code);
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TaskCompleted>(id);
        await spans.UntilAsync("activity:Work", ActivityKind.Client);

        await hub.CrashAndRestartAsync(Code);
        await hub.Client.RaiseEventAsync(id, "Go", "on");
        await hub.EndAsync(id);

        await spans.UntilAsync("orchestration:Run", ActivityKind.Server);
        spans.Tree().ShouldBe("""
            test
              Producer create_orchestration:Run
                Server orchestration:Run
                  Client activity:Work
                    Server activity:Work
                  Client activity:Work
                    Server activity:Work
              Producer orchestration_event:Go

            """);
    }

    [Fact]
    public async Task ContinueAsNew_EachHistory_IsASpanOfTheSameTrace()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<int, int>("Count", (context, number) =>
        {
            if (number < 3)
                context.ContinueAsNew(number + 1);
            return Task.FromResult(number);
        }));

        await hub.RunAsync("Count", 1);

        await spans.UntilAsync("orchestration:Count", ActivityKind.Server, 3);
        var generations = spans.All("orchestration:Count", ActivityKind.Server);
        generations.Select(span => span.GetTagItem("durabletask.task.status")).ShouldBe(["ContinuedAsNew", "ContinuedAsNew", "Completed"]);
        generations.Select(span => span.ParentSpanId).Distinct().ShouldHaveSingleItem();
        generations.Select(span => span.SpanId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Failure_OfAnActivity_ShowsOnItsSpansAndOnTheOrchestration()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync("Work"))
            .AddActivityFunc<object?, string>("Work", (_, _) => Task.FromException<string>(new InvalidOperationException("no stock"))));

        await hub.RunAsync("Run");

        await spans.UntilAsync("orchestration:Run", ActivityKind.Server);
        var worked = spans.Single("activity:Work", ActivityKind.Server);
        worked.Status.ShouldBe(ActivityStatusCode.Error);
        worked.StatusDescription.ShouldBe("no stock");
        worked.GetTagItem("error.type").ShouldBe("System.InvalidOperationException");
        spans.Single("activity:Work", ActivityKind.Client).StatusDescription.ShouldBe("no stock");
        spans.Single("orchestration:Run", ActivityKind.Server).Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Start_TracingOff_MakesNoSpans()
    {
        await using var hub = await TestHub.StartAsync(
            r => r.AddOrchestratorFunc("Run", _ => Task.FromResult(Activity.Current?.OperationName)), options: o => o with { Tracing = false });

        (await hub.RunAsync("Run")).ReadOutputAs<string>().ShouldBeNull();

        spans.Tree().ShouldBe("test\n");
    }
}
