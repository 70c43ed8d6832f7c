using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Sqlite.Events;
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
    private readonly HistoryCache _histories = new();
    private readonly ConcurrentDictionary<string, Pause> _paused = [];

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

            var messages = reader.Inbox(item.InstanceId, engine.Time.GetUtcNow());
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
        _paused.TryRemove(item.InstanceId, out _);
        if (written && commit.GoesOn)
            Remember(item, commit);
        else
            _histories.Remove(item.InstanceId);
        if (!written)
            Drop(item);
    }

    /// <summary>Lets the instance alone for a while, longer each time; its messages stay.</summary>
    public void Abandon(string instanceId)
    {
        _histories.Remove(instanceId);
        var pause = _paused.AddOrUpdate(instanceId, _ => NextPause(1), (_, before) => NextPause(before.Failures + 1));
        alarms.Set(pause.Until, instanceId);
    }

    public void Release(string instanceId) => ready.Done(instanceId);

    /// <summary>
    /// The turn was that of an instance which is no more. What it took may have been its successor's start, so that
    /// is looked for again.
    /// </summary>
    private void Drop(TurnItem item)
    {
        engine.Log.TurnDropped(item.InstanceId, item.ExecutionId);
        ready.Signal(item.InstanceId);
    }

    private void Remember(TurnItem item, TurnCommit commit)
    {
        var history = commit.History;
        (item.ExecutionId, item.HistorySize) = (commit.ExecutionId, history.Size);
        _histories.Keep(item.InstanceId, item.ExecutionId, history);
    }

    private Pause NextPause(int failures) => new(failures, engine.Time.GetUtcNow() + Backoff.After(failures));

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
        var told = StoreFaults.TryTell(error, engine.StorePath, out var fault) ? fault : error;
        if (told is StoreUnusableException unusable && writes.LoseIfDamaged(unusable))
            return;
        engine.Log.InstanceNotRead(told, instanceId);
        Abandon(instanceId);
    }

    private TurnItem? Load(string instanceId, DateTimeOffset now, CancellationToken stopping)
    {
        if (_paused.TryGetValue(instanceId, out var pause) && pause.Until > now)
            return null;
        if (reader.Find(instanceId) is not { } head)
        {
            _paused.TryRemove(instanceId, out _);
            return null;
        }

        if (head.StartsAfter(now))
            return null;
        var messages = reader.Inbox(instanceId, now);
        if (messages.Count == 0)
            return null;
        var item = new TurnItem(head, HistoryOf(head), stopping);
        item.Take(messages);
        if (engine.Settings.ExtendedSessions)
            item.Session = new OrchestrationSession(this, engine.Settings.ExtendedSessionIdleTimeout);
        return item;
    }

    private History HistoryOf(InstanceHead head)
    {
        if (_histories.Find(head.InstanceId, head.ExecutionId) is { } kept)
            return kept;
        var events = reader.History(head.InstanceId);
        return new(
            events.ConvertAll(item => EventJson.Read(item.Type, item.Text)),
            events.Sum(item => (long)item.Text.Length)
        );
    }

    private sealed record Pause(int Failures, DateTimeOffset Until);
}
