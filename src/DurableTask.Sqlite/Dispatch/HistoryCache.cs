using System.Collections.Concurrent;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>Histories of instances that run, so that a turn need not read and parse its past. Losing one costs a read, nothing else.</summary>
internal sealed class HistoryCache(int maxEvents = 200_000)
{
    private readonly ConcurrentDictionary<string, Entry> _kept = [];
    private int _events;

    /// <summary>The history of this execution, if it is kept; only the one who has taken the instance may ask.</summary>
    public IList<HistoryEvent>? Find(string instanceId, string executionId) =>
        _kept.TryGetValue(instanceId, out var found) && found.ExecutionId == executionId ? found.History : null;

    public void Keep(string instanceId, string executionId, IList<HistoryEvent> history)
    {
        Remove(instanceId);
        if (Interlocked.Add(ref _events, history.Count) > maxEvents)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _events, history.Count);
        }

        _kept[instanceId] = new(executionId, history, history.Count);
    }

    public void Remove(string instanceId)
    {
        if (_kept.TryRemove(instanceId, out var removed))
            Interlocked.Add(ref _events, -removed.Counted);
    }

    private sealed record Entry(string ExecutionId, IList<HistoryEvent> History, int Counted);
}
