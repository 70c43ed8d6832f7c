using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>An instance that has been taken, with what it has been sent.</summary>
internal sealed class TurnItem : TaskOrchestrationWorkItem
{
    private readonly Dictionary<HistoryEvent, string> _texts = new(ReferenceEqualityComparer.Instance);
    private readonly List<long> _messageIds = [];

    public TurnItem(InstanceHead head, History history, CancellationToken stopping)
    {
        InstanceId = head.InstanceId;
        ExecutionId = head.ExecutionId;
        OrchestrationRuntimeState = new OrchestrationRuntimeState(history.Events);
        HistorySize = history.Size;
        // One process owns the store, so a lock needs no renewing.
        LockedUntilUtc = DateTime.MaxValue;
        Stopping = stopping;
    }

    /// <summary>Core is to leave the state that it made, that of a new execution for instance, in the item.</summary>
    public override bool RestoreOriginalRuntimeStateDuringCompletion => false;

    /// <summary>The execution as the store has it.</summary>
    public string ExecutionId { get; set; }

    /// <summary>How many characters of JSON its history has.</summary>
    public long HistorySize { get; set; }

    /// <summary>Cancelled when the dispatcher that fetched the item stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Messages of this turn.</summary>
    public IReadOnlyList<long> MessageIds => _messageIds;

    /// <summary>Makes these the messages of the next turn.</summary>
    public IList<TaskMessage> Take(List<InboxMessage> messages)
    {
        _texts.Clear();
        _messageIds.Clear();
        NewMessages = messages.ConvertAll(Message);
        return NewMessages;
    }

    /// <summary>
    /// The JSON of an event that came as a message, which need not be written again; null for others.
    /// </summary>
    public string? TextOf(HistoryEvent what) => _texts.GetValueOrDefault(what);

    private TaskMessage Message(InboxMessage message)
    {
        var what = EventJson.Read(message.Type, message.Text);
        _messageIds.Add(message.MessageId);
        // Core notes in a start which span its execution has.
        var started = what as ExecutionStartedEvent;
        if (started is null)
            _texts.Add(what, message.Text);
        return new TaskMessage
        {
            Event = what,
            SequenceNumber = message.MessageId,
            OrchestrationInstance =
                started?.OrchestrationInstance ?? new() { InstanceId = InstanceId, ExecutionId = message.ExecutionId },
        };
    }
}
