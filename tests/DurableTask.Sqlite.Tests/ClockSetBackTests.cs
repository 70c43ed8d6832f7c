using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Tests;

/// <summary>
/// A clock that is set back just after an alarm has rung, before anybody looks what it was for. The dispatcher is the
/// test itself.
/// </summary>
public sealed class ClockSetBackTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private TestHub _hub = null!;
    private SqliteOrchestrationService _service = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestHub.StartAsync(RunTests.Register);
        await _hub.CrashAsync();
        _service = _hub.Other();
        await _service.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Timer_RangBefore_RingsAgain()
    {
        var item = await SleepAsync();
        await _service.ReleaseTaskOrchestrationWorkItemAsync(item);

        RingAndSetBack(Hour);
        (await TakeAsync()).ShouldBeNull();
        _hub.Time.Advance(Moment);

        (await TakeAsync())!.NewMessages.Single().Event.ShouldBeOfType<TimerFiredEvent>();
    }

    [Fact]
    public async Task Timer_RangBeforeBesideAnEvent_RingsAgain()
    {
        var item = await SleepAsync();
        await _service.ReleaseTaskOrchestrationWorkItemAsync(item);
        await TestHub.SendAsync(_service, "one", new EventRaisedEvent(-1, "x") { Name = "Go" });

        RingAndSetBack(Hour);
        var raised = (await TakeAsync())!;
        raised.NewMessages.Single().Event.ShouldBeOfType<EventRaisedEvent>();
        await CompleteAsync(raised);
        await _service.ReleaseTaskOrchestrationWorkItemAsync(raised);
        _hub.Time.Advance(Moment);

        (await TakeAsync())!.NewMessages.Single().Event.ShouldBeOfType<TimerFiredEvent>();
    }

    [Fact]
    public async Task Timer_RangBeforeInASession_RingsAgain()
    {
        var item = await SleepAsync();
        RingAndSetBack(Hour);

        var more = item.Session.FetchNewOrchestrationMessagesAsync(item);
        more.IsCompleted.ShouldBeFalse();
        _hub.Time.Advance(Moment);

        (await more)!.Single().Event.ShouldBeOfType<TimerFiredEvent>();
    }

    [Fact]
    public async Task ScheduledStart_RangBefore_RingsAgain()
    {
        var at = _hub.Time.GetUtcNow().UtcDateTime + Hour;
        await new TaskHubClient(_service).CreateScheduledOrchestrationInstanceAsync("Any", "", "one", "x", at);

        RingAndSetBack(Hour);
        (await TakeAsync()).ShouldBeNull();
        _hub.Time.Advance(Moment);

        (await TakeAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Abandon_PauseEndedBefore_EndsAgain()
    {
        await new TaskHubClient(_service).CreateOrchestrationInstanceAsync("Any", "", "one", "x");
        var item = (await TakeAsync())!;
        await _service.AbandonTaskOrchestrationWorkItemAsync(item);
        await _service.ReleaseTaskOrchestrationWorkItemAsync(item);

        RingAndSetBack(Moment);
        (await TakeAsync()).ShouldBeNull();
        _hub.Time.Advance(Moment);

        (await TakeAsync()).ShouldNotBeNull();
    }

    /// <summary>An instance that has been taken, and has set a timer for an hour.</summary>
    private async Task<TaskOrchestrationWorkItem> SleepAsync()
    {
        await new TaskHubClient(_service).CreateOrchestrationInstanceAsync("Any", "", "one", "x");
        var item = (await TakeAsync())!;
        var fireAt = _hub.Time.GetUtcNow().UtcDateTime + Hour;
        var timer = new TaskMessage
        {
            OrchestrationInstance = new() { InstanceId = "one" },
            Event = new TimerFiredEvent(-1, fireAt),
        };
        await CompleteAsync(item, timer);
        return item;
    }

    private Task CompleteAsync(TaskOrchestrationWorkItem item, params TaskMessage[] timers)
    {
        var runtime = item.OrchestrationRuntimeState;
        runtime.AddEvent(item.NewMessages.Single().Event);
        var state = new OrchestrationState { OrchestrationStatus = OrchestrationStatus.Running };
        return _service.CompleteTaskOrchestrationWorkItemAsync(item, runtime, [], [], timers, null!, state);
    }

    private Task<TaskOrchestrationWorkItem?> TakeAsync() =>
        _service.LockNextTaskOrchestrationWorkItemAsync(TimeSpan.Zero, default)!;

    private void RingAndSetBack(TimeSpan after)
    {
        _hub.Time.Advance(after);
        _hub.Time.AdjustTime(_hub.Time.GetUtcNow() - Moment);
    }
}
