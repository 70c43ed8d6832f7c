using DurableTask.Core;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>Gives instances that have something to do to those who run them, one turn after the other.</summary>
internal sealed class TurnQueue(
    StoreReader reader,
    StoreWrites writes,
    ReadyInstances ready,
    Alarms<string> alarms,
    EngineContext engine
)
{
    private readonly HistoryCache _histories = new(reader);
    private readonly Pauses _pauses = new(alarms, engine.Time);

    /// <summary>The next instance with its messages; null when the time is up or the asking is cancelled.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="stopping">Ends, later on, the session that the instance has.</param>
    /// <param name="asking">Cancels the asking.</param>
    public async Task<TurnItem?> TakeAsync(TimeSpan limit, CancellationToken stopping, CancellationToken asking)
    {
        while (await ready.TakeAsync(limit, asking) is { } instanceId)
        {
            if (asking.IsCancellationRequested)
            {
                ready.Signal(instanceId);
                ready.Done(instanceId);
                return null;
            }

            if (TryLoad(instanceId, stopping) is { } item)
                return item;
            ready.Done(instanceId);
        }

        return null;
    }

    /// <summary>The instance's next messages; null when it had better be released.</summary>
    public async Task<IList<TaskMessage>?> MoreAsync(TurnItem item, TimeSpan idle)
    {
        while (await ready.MoreAsync(item.InstanceId, idle, item.Stopping))
        {
            if (reader.Find(item.InstanceId) is not { IsEnded: false } head || head.ExecutionId != item.ExecutionId)
            {
                // Another one has its id: what came is for that one.
                ready.Signal(item.InstanceId);
                return null;
            }

            var messages = Inbox(item.InstanceId, engine.Time.GetUtcNow());
            if (messages.Count > 0)
                return item.Take(messages);
        }

        return null;
    }

    /// <summary>Writes a turn; what cannot be written now is written later.</summary>
    public async Task CompleteAsync(
        TurnItem item,
        OrchestrationRuntimeState runtime,
        OrchestrationState? state,
        TurnMessages sent
    )
    {
        var commit = new TurnCommit(item, runtime, state, sent, engine.Time.GetUtcNow());
        var written = await writes.UntilWrittenAsync(commit.Write, item.InstanceId);
        _pauses.End(item.InstanceId);
        if (written && commit.GoesOn)
            Remember(item, commit);
        else
            _histories.Remove(item.InstanceId);
        if (written)
            return;
        // The turn was that of an instance which is no more. What it took may have been its successor's start, so that
        // is looked for again.
        engine.Log.TurnDropped(item.InstanceId, item.ExecutionId);
        ready.Signal(item.InstanceId);
    }

    /// <summary>Lets the instance alone for a while, longer each time; its messages stay.</summary>
    public void Abandon(string instanceId)
    {
        _histories.Remove(instanceId);
        _pauses.Begin(instanceId);
    }

    public void Release(string instanceId) => ready.Done(instanceId);

    private void Remember(TurnItem item, TurnCommit commit)
    {
        var history = commit.History;
        (item.ExecutionId, item.HistorySize) = (commit.ExecutionId, history.Size);
        _histories.Keep(item.InstanceId, item.ExecutionId, history);
    }

    private TurnItem? TryLoad(string instanceId, CancellationToken stopping)
    {
        try
        {
            return Load(instanceId, engine.Time.GetUtcNow(), stopping);
        }
        catch (ObjectDisposedException)
        {
            // The store is closed: the instance goes on at the next start.
        }
#pragma warning disable CA1031 // It is logged and tried again: an instance that cannot be read must not keep others from being run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            NotRead(error, instanceId);
        }

        return null;
    }

    private void NotRead(Exception error, string instanceId)
    {
        var told = StoreFaults.Tell(error, engine.StorePath) ?? error;
        if (told is StoreUnusableException unusable && writes.LoseIfDamaged(unusable))
            return;
        engine.Log.InstanceNotRead(told, instanceId);
        Abandon(instanceId);
    }

    private TurnItem? Load(string instanceId, DateTimeOffset now, CancellationToken stopping)
    {
        if (_pauses.Has(instanceId, now))
            return null;
        if (reader.Find(instanceId) is not { } head)
        {
            _pauses.End(instanceId);
            return null;
        }

        if (head.StartsAfter(now))
        {
            alarms.Set(head.StartsAt, instanceId);
            return null;
        }

        var messages = Inbox(instanceId, now);
        if (messages.Count == 0)
            return null;
        var item = new TurnItem(head, _histories.Of(head), stopping);
        item.Take(messages);
        if (engine.Settings.ExtendedSessions)
            item.Session = new OrchestrationSession(this, engine.Settings.ExtendedSessionIdleTimeout);
        return item;
    }

    /// <summary>What the instance may take now.</summary>
    /// <remarks>
    /// The alarm of what comes next is set again: it may have rung, and the clock been set back before this was asked.
    /// </remarks>
    private List<InboxMessage> Inbox(string instanceId, DateTimeOffset now)
    {
        if (reader.NextDue(instanceId, now) is { } next)
            alarms.Set(next, instanceId);
        return reader.Inbox(instanceId, now);
    }
}
