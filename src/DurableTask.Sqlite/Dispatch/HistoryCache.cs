using System.Collections.Concurrent;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>The events of an execution so far, and how many characters of JSON they are.</summary>
internal sealed record History(IList<HistoryEvent> Events, long Size);

/// <summary>
/// Histories of instances that run, so that a turn need not read and parse its past. Losing one costs a read, nothing
/// else.
/// </summary>
/// <param name="most">Characters of JSON that all of them may have.</param>
internal sealed class HistoryCache(long most = 32_000_000)
{
    private readonly ConcurrentDictionary<string, (string ExecutionId, History History)> _kept = [];
    private long _size;

    /// <summary>
    /// The history of this execution, if it is kept; only the one who has taken the instance may ask.
    /// </summary>
    public History? Find(string instanceId, string executionId) =>
        _kept.TryGetValue(instanceId, out var found) && found.ExecutionId == executionId ? found.History : null;

    public void Keep(string instanceId, string executionId, History history)
    {
        Remove(instanceId);
        if (Interlocked.Add(ref _size, history.Size) > most)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _size, history.Size);
        }

        _kept[instanceId] = (executionId, history);
    }

    public void Remove(string instanceId)
    {
        if (_kept.TryRemove(instanceId, out var removed))
            Interlocked.Add(ref _size, -removed.History.Size);
    }
}
