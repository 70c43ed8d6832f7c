using System.Collections.Concurrent;
using LocalDurableTask.History;
using LocalDurableTask.Store;

namespace LocalDurableTask.Dispatch;

/// <summary>Histories of instances that run, so that a turn need not read and parse its past. Losing one costs a read, nothing else.</summary>
internal sealed class HistoryCache(StoreReader reader, int maxEvents = 200_000)
{
    private readonly ConcurrentDictionary<string, (long Generation, List<HistoryEvent> History)> kept = [];
    private int events;

    /// <summary>The history of this run of the instance; only the worker that runs its turn may ask.</summary>
    public List<HistoryEvent> Get(InstanceRow row) =>
        kept.TryGetValue(row.InstanceId, out var found) && found.Generation == row.Generation ? found.History : reader.History(row.InstanceId);

    public void Append(InstanceRow row, List<HistoryEvent> past, IReadOnlyList<HistoryEvent> added)
    {
        if (Interlocked.Add(ref events, added.Count) > maxEvents)
        {
            kept.Clear();
            Interlocked.Exchange(ref events, past.Count + added.Count);
        }

        past.AddRange(added);
        kept[row.InstanceId] = (row.Generation, past);
    }

    public void Remove(string instanceId)
    {
        if (kept.TryRemove(instanceId, out var removed))
            Interlocked.Add(ref events, -removed.History.Count);
    }
}
