using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// Writes a turn: what it took, what it did and what it sent, all or nothing. JSON is made before, not by the one who
/// writes.
/// </summary>
internal sealed class TurnCommit
{
    private readonly TurnItem _item;
    private readonly DateTimeOffset _now;
    private readonly OrchestrationState? _state;
    private readonly ExecutionStartedEvent? _started;
    private readonly IList<HistoryEvent> _events;
    private readonly List<(EventType Type, string Text)> _history;
    private readonly List<(TaskMessage Message, string Text, string? Context)> _activities;
    private readonly List<Outgoing> _messages;
    private readonly List<NewInstance> _children;

    public TurnCommit(
        TurnItem item,
        OrchestrationRuntimeState runtime,
        OrchestrationState? state,
        TurnMessages sent,
        DateTimeOffset now
    )
    {
        (_item, _now, _state, _started, _events) = (item, now, state, runtime.ExecutionStartedEvent, runtime.Events);
        _history = [.. runtime.NewEvents.Select(Text)];
        _activities = [.. sent.Activities.Select(Activity)];
        _messages =
        [
            .. sent.Timers.Select(Timer),
            .. sent.Instances.Where(message => !Starts(message)).Select(Message),
        ];
        _children = [.. sent.Instances.Where(Starts).Select(message => NewInstance.Of(message, now))];
    }

    /// <summary>The execution that the instance has after the turn.</summary>
    public string ExecutionId => _started?.OrchestrationInstance.ExecutionId ?? _item.ExecutionId;

    /// <summary>The history after the turn.</summary>
    public History History
    {
        get
        {
            var before = ExecutionId == _item.ExecutionId ? _item.HistorySize : 0;
            return new(_events, before + _history.Sum(item => (long)item.Text.Length));
        }
    }

    /// <summary>True when the instance goes on after the turn.</summary>
    public bool GoesOn => _state is not null && !_state.OrchestrationStatus.IsEnd();

    /// <summary>False when the instance is another one by now, or none: nothing was written.</summary>
    public bool Write(StoreTransaction tx)
    {
        if (tx.Find(_item.InstanceId) is not { } current || current.ExecutionId != _item.ExecutionId)
            return false;
        foreach (var messageId in _item.MessageIds)
            tx.Take(messageId);
        if (_state is null)
            return true;
        WriteHistory(tx);
        tx.Update(_item.InstanceId, _state, _now);
        if (_state.OrchestrationStatus.IsEnd())
            tx.ClearInbox(_item.InstanceId);
        Send(tx);
        return true;
    }

    private static bool Starts(TaskMessage message) => message.Event is ExecutionStartedEvent;

    private void WriteHistory(StoreTransaction tx)
    {
        if (ExecutionId != _item.ExecutionId)
            tx.Renew(_item.InstanceId, _item.ExecutionId, _started!);
        var sequence = tx.NextSequence(_item.InstanceId);
        foreach (var (type, text) in _history)
            tx.Append(_item.InstanceId, sequence++, type, text);
    }

    private void Send(StoreTransaction tx)
    {
        foreach (var (message, text, context) in _activities)
            tx.Schedule(message, text, context);
        foreach (var child in _children)
            Start(tx, child);
        foreach (var message in _messages)
            tx.Send(message);
    }

    private static void Start(StoreTransaction tx, NewInstance child)
    {
        var existing = tx.Find(child.InstanceId);
        if (existing is { IsEnded: false })
            tx.Send(child.Refusal(existing));
        else
            tx.Start(child.After(existing));
    }

    private (EventType Type, string Text) Text(HistoryEvent what)
    {
        if (_item.TextOf(what) is { } kept)
            return (what.EventType, kept);
        // The start of a turn has the time that the orchestrator has seen; what came of the turn is as old as the
        // turn's end.
        if (what is not OrchestratorStartedEvent)
            what.Timestamp = _now.UtcDateTime;
        return (what.EventType, EventJson.Write(what));
    }

    private (TaskMessage Message, string Text, string? Context) Activity(TaskMessage message)
    {
        message.Event.Timestamp = _now.UtcDateTime;
        var tags = message.OrchestrationExecutionContext;
        var context = tags?.OrchestrationTags is { Count: > 0 } ? EventJson.Write(tags) : null;
        return (message, EventJson.Write(message.Event), context);
    }

    private Outgoing Timer(TaskMessage message)
    {
        var dueAt = Times.Utc(((TimerFiredEvent)message.Event).FireAt);
        return Outgoing.Of(message.OrchestrationInstance, message.Event, _now, dueAt > _now ? dueAt : default);
    }

    private Outgoing Message(TaskMessage message) => Outgoing.Of(message.OrchestrationInstance, message.Event, _now);
}

/// <summary>What a turn sends.</summary>
internal sealed record TurnMessages(
    IList<TaskMessage> Activities,
    IList<TaskMessage> Instances,
    IList<TaskMessage> Timers
);
