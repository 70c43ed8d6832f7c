using LocalDurableTask.History;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class ExternalEventTests
{
    [Fact]
    public async Task WaitForExternalEvent_EventCameBefore_IsNotLost()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", async context =>
        {
            await context.WaitForExternalEvent<string>("First");
            return await context.WaitForExternalEvent<string>("Second");
        }));
        var id = await hub.StartAsync("Run");

        await hub.Client.RaiseEventAsync(id, "Second", "early");
        await hub.Client.RaiseEventAsync(id, "First", "x");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("early");
    }

    [Fact]
    public async Task RaiseEvent_NameInOtherCase_IsReceived()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context => context.WaitForExternalEvent<int>("Approve")));
        var id = await hub.StartAsync("Run");

        await hub.Client.RaiseEventAsync(id, "APPROVE", 7);

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(7);
    }

    [Fact]
    public async Task WaitForExternalEvent_SeveralWaiters_LastIsServedFirst()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<string>("Run", async context =>
        {
            var first = context.WaitForExternalEvent<string>("E");
            var second = context.WaitForExternalEvent<string>("E");
            await Task.WhenAll(first, second);
            return $"{await first}{await second}";
        }));
        var id = await hub.StartAsync("Run");

        await hub.Client.RaiseEventAsync(id, "E", "1");
        await hub.Client.RaiseEventAsync(id, "E", "2");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("21");
    }

    [Fact]
    public async Task WaitForExternalEvent_TimeIsUp_ThrowsTaskCanceled()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
            context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(1))));
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TimerCreated>(id);

        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).FailureDetails!.ErrorType.ShouldBe("System.Threading.Tasks.TaskCanceledException");
    }

    [Fact]
    public async Task WaitForExternalEvent_ComesInTime_TimerIsGivenUp()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<string>("Run", async context =>
        {
            var text = await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(1));
            await context.CreateTimer(TimeSpan.FromMinutes(2), CancellationToken.None);
            return text;
        }));
        var id = await hub.StartAsync("Run");
        await hub.Client.RaiseEventAsync(id, "E", "in time");
        await hub.HistoryAsync<TimerCreated>(id, 2);

        hub.Time.Advance(TimeSpan.FromMinutes(2));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("in time");
        (await hub.Hub.HistoryAsync(id, CancellationToken.None)).OfType<TimerFired>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_Arrives()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Receiver", context => context.WaitForExternalEvent<string>("Hello"))
            .AddOrchestratorFunc<string>("Sender", (context, receiver) =>
            {
                context.SendEvent(receiver, "hello", "from " + context.InstanceId);
                return Task.CompletedTask;
            }));
        var receiver = await hub.StartAsync("Receiver");

        await hub.RunAsync("Sender", receiver, "s1");

        (await hub.EndAsync(receiver)).ReadOutputAs<string>().ShouldBe("from s1");
    }

    [Fact]
    public async Task SendEvent_ToNobody_DoesNothing()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Sender", context =>
        {
            context.SendEvent("nobody", "hello", "x");
            return Task.CompletedTask;
        }));

        (await hub.RunAsync("Sender")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await hub.Client.GetInstanceAsync("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task RaiseEvent_UnknownOrEndedInstance_DoesNothing()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", _ => Task.CompletedTask));
        var end = await hub.RunAsync("Run");

        await hub.Client.RaiseEventAsync("unknown", "E", 1);
        await hub.Client.RaiseEventAsync(end.InstanceId, "E", 1);

        (await hub.Hub.HistoryAsync(end.InstanceId, CancellationToken.None)).OfType<EventRaised>().ShouldBeEmpty();
    }

    [Fact]
    public async Task WaitForExternalEvent_SameNameOtherType_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", async context =>
            await Task.WhenAny(context.WaitForExternalEvent<string>("E"), context.WaitForExternalEvent<int>("E"))));

        (await hub.RunAsync("Run")).FailureDetails!.ErrorType.ShouldBe("System.ArgumentException");
    }

    [Fact]
    public async Task RaiseEvent_LastWaiterWasCancelled_EventIsLostAsOfficially()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<string>("Run", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("gave up");
            }

            return await context.WaitForExternalEvent<string>("Go") + await context.WaitForExternalEvent<string>("E");
        }));
        var id = await hub.StartAsync("Run");
        await hub.HistoryAsync<TimerCreated>(id);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.UntilAsync(id, m => m.SerializedCustomStatus is not null);

        await hub.Client.RaiseEventAsync(id, "E", "lost");
        await hub.Client.RaiseEventAsync(id, "Go", "");
        await hub.Client.RaiseEventAsync(id, "E", "second");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("second");
    }
}
