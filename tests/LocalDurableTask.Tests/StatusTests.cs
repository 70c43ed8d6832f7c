using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

/// <summary>Custom status, inputs, clock and ids as orchestrators and clients see them.</summary>
public class StatusTests
{
    [Fact]
    public async Task SetCustomStatus_Null_TakesItAway()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", async context =>
        {
            context.SetCustomStatus(new { Step = 1 });
            await context.WaitForExternalEvent<string>("Go");
            context.SetCustomStatus(null);
        }));
        var id = await hub.StartAsync("Run");
        await hub.UntilAsync(id, m => m.SerializedCustomStatus == """{"step":1}""");

        await hub.Client.RaiseEventAsync(id, "Go", "");

        (await hub.EndAsync(id)).SerializedCustomStatus.ShouldBeNull();
    }

    [Fact]
    public async Task SetCustomStatus_ThenItFails_StatusStays()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
        {
            context.SetCustomStatus("half way");
            throw new InvalidDataException("as asked");
        }));

        var end = await hub.RunAsync("Run");

        (end.RuntimeStatus, end.ReadCustomStatusAs<string>()).ShouldBe((OrchestrationRuntimeStatus.Failed, "half way"));
    }

    [Fact]
    public async Task SetCustomStatus_AfterEachActivity_IsTheLatest()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", async context =>
            {
                for (var i = 0; i < 5; i++)
                    context.SetCustomStatus(await context.CallActivityAsync<int>("Echo", i));
            })
            .AddActivityFunc<int, int>("Echo", (_, i) => i));

        (await hub.RunAsync("Run")).ReadCustomStatusAs<int>().ShouldBe(4);
    }

    [Fact]
    public async Task GetInput_NothingWasGiven_IsTheDefault()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
            Task.FromResult((context.GetInput<string>() is null).ToString())));

        (await hub.RunAsync("Run")).ReadOutputAs<string>().ShouldBe("True");
    }

    [Fact]
    public async Task Input_OfAnotherType_InstanceFailsAndSaysSo()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<int, int>("Run", (_, input) => Task.FromResult(input)));

        (await hub.RunAsync("Run", "no number")).FailureDetails!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public async Task IsReplaying_WhenNewCodeRuns_IsFalse()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", async context =>
            {
                await context.CallActivityAsync("Nothing");
                return context.IsReplaying;
            })
            .AddActivityFunc("Nothing", _ => Task.CompletedTask));

        (await hub.RunAsync("Run")).ReadOutputAs<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task NewGuid_Many_AreAllDifferentAndOtherInstancesHaveOthers()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
            Task.FromResult(Enumerable.Range(0, 100).Select(_ => context.NewGuid()).ToList())));

        var one = (await hub.RunAsync("Run", id: "one")).ReadOutputAs<List<Guid>>()!;
        var other = (await hub.RunAsync("Run", id: "other")).ReadOutputAs<List<Guid>>()!;

        one.Concat(other).Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task CurrentUtcDateTime_WithinATurn_StandsStill()
    {
        TestHub? running = null;
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
        {
            var before = context.CurrentUtcDateTime;
            running!.Time.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(context.CurrentUtcDateTime - before);
        }));
        running = hub;

        (await hub.RunAsync("Run")).ReadOutputAs<TimeSpan>().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task GetInstance_AfterAChange_TellsWhenItWas()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var started = hub.Time.GetUtcNow();
        var id = await hub.StartAsync("Wait", "input");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit());
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        await hub.Client.RaiseEventAsync(id, "Go", "x");

        var end = await hub.EndAsync(id);

        (end.CreatedAt, end.LastUpdatedAt, end.ReadInputAs<string>()).ShouldBe((started, started.AddMinutes(5), "input"));
    }

    [Fact]
    public async Task StartAt_InThePast_BeginsAtOnce()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", "x", new StartOrchestrationOptions(null, hub.Time.GetUtcNow().AddDays(-1)));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task RaiseEvent_BeforeTheDelayedStart_IsThereWhenItBegins()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", null, new StartOrchestrationOptions(null, hub.Time.GetUtcNow().AddHours(1)));
        await hub.Client.RaiseEventAsync(id, "Go", "early");

        hub.Time.Advance(TimeSpan.FromHours(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("early");
    }
}
