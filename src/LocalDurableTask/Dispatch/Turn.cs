using LocalDurableTask.History;
using LocalDurableTask.Store;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Dispatch;

/// <summary>What an instance takes from its inbox in one turn.</summary>
/// <param name="Row">The instance before the turn.</param>
/// <param name="Past">Its history.</param>
/// <param name="Now">The turn's time.</param>
/// <param name="Taken">Messages to be handled, in order.</param>
/// <param name="Stale">Messages to an earlier run of the id, to be dropped.</param>
/// <param name="Suspended">Whether the instance is held after the turn.</param>
internal sealed record Turn(
    InstanceRow Row,
    IReadOnlyList<HistoryEvent> Past,
    DateTimeOffset Now,
    IReadOnlyList<InboxMessage> Taken,
    IReadOnlyList<InboxMessage> Stale,
    bool Suspended)
{
    /// <summary>True when there is nothing to do; stale messages go with the next turn, or with the instance's end.</summary>
    public bool IsEmpty => Taken.Count == 0;

    /// <summary>What the turn adds to the history before the orchestrator runs.</summary>
    public IReadOnlyList<HistoryEvent> Events { get; } =
        [new TurnStarted { Timestamp = Now }, .. Taken.Select(m => m.Event.Timestamp == default ? m.Event with { Timestamp = Now } : m.Event)];

    /// <summary>The end from outside that arrived, or null.</summary>
    public ExecutionTerminated? Terminated => Taken.Select(m => m.Event).OfType<ExecutionTerminated>().FirstOrDefault();

    /// <summary>Chooses among what has arrived: held instances take only what ends or frees them, unstarted ones only their start or end.</summary>
    public static Turn Select(InstanceRow row, IReadOnlyList<HistoryEvent> past, IEnumerable<InboxMessage> inbox, DateTimeOffset now)
    {
        var clock = past.Count > 0 && past[^1].Timestamp is var last && last > now ? last : now;
        var arrived = inbox.ToLookup(m => m.Generation == 0 || m.Generation == row.Generation);
        var stale = arrived[false].Where(m => m.Generation < row.Generation).ToList();
        // The start goes first: what was sent to the id before it waits for it.
        var ordered = arrived[true].OrderBy(m => m.Event is ExecutionStarted ? 0 : 1).ToList();
        if (past.Count == 0 && (ordered.Count == 0 || ordered[0].Event is not ExecutionStarted))
            ordered.RemoveAll(m => m.Event is not ExecutionTerminated);
        var suspended = row.Status == OrchestrationRuntimeStatus.Suspended;
        return new(row, past, clock, Unheld(ordered, ref suspended), stale, suspended);
    }

    private static List<InboxMessage> Unheld(List<InboxMessage> messages, ref bool suspended)
    {
        var (taken, held) = (new List<InboxMessage>(), new List<InboxMessage>());
        foreach (var message in messages)
        {
            if (message.Event is ExecutionResumed)
            {
                taken.Add(message);
                taken.AddRange(held);
                held.Clear();
                suspended = false;
            }
            else
            {
                (suspended && message.Event is not ExecutionTerminated ? held : taken).Add(message);
                suspended |= message.Event is ExecutionSuspended;
            }
        }

        return taken;
    }
}
