using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class TimerTests
{
    [Fact]
    public async Task CreateTimer_TimePasses_GoesOnAtThatTime()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(60), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var start = hub.Time.GetUtcNow().UtcDateTime;
        var id = await hub.StartAsync("Sleep");
        await hub.HistoryAsync<TimerCreated>(id);

        hub.Time.Advance(TimeSpan.FromDays(59));
        (await hub.Client.GetInstanceAsync(id))!.IsCompleted.ShouldBeFalse();
        hub.Time.Advance(TimeSpan.FromDays(1));

        (await hub.EndAsync(id)).ReadOutputAs<DateTime>().ShouldBe(start.AddDays(60));
    }

    [Fact]
    public async Task CreateTimer_InThePast_IsOverAtOnce()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Sleep", context =>
            context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None)));

        (await hub.RunAsync("Sleep")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task CreateTimer_Cancelled_ThrowsAndNeverFires()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc<string>("Race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            await context.WaitForExternalEvent<string>("Go");
#pragma warning disable CA1849, MA0042 // CancelAsync would leave the orchestration's thread of control.
            cancel.Cancel();
#pragma warning restore CA1849, MA0042
            await context.WaitForExternalEvent<string>("End");
            return timer.Status.ToString();
        }));
        var id = await hub.StartAsync("Race");
        await hub.HistoryAsync<TimerCreated>(id);

        await hub.Client.RaiseEventAsync(id, "Go", "");
        await hub.HistoryAsync<EventRaised>(id);
        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.Client.RaiseEventAsync(id, "End", "");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("Canceled");
        (await hub.Hub.HistoryAsync(id, CancellationToken.None)).OfType<TimerFired>().ShouldBeEmpty();
    }

    [Fact]
    public async Task StartAt_InTheFuture_StaysPendingUntilThen()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Late", context => Task.FromResult(context.CurrentUtcDateTime)));
        var at = hub.Time.GetUtcNow().AddHours(3);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Late", new StartOrchestrationOptions(null, at));
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);

        hub.Time.Advance(TimeSpan.FromHours(3));

        (await hub.EndAsync(id)).ReadOutputAs<DateTime>().ShouldBe(at.UtcDateTime);
    }
}
