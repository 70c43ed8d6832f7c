using System.Collections.Concurrent;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>The events of an execution so far, and how many characters of JSON they are.</summary>
internal sealed record History(IList<HistoryEvent> Events, long Size);

/// <summary>
/// Histories of instances that run, so that a turn need not read and parse its past. Losing one costs a read, nothing
/// else.
/// </summary>
/// <param name="reader">Reads those that are not kept.</param>
/// <param name="most">Characters of JSON that all of them may have.</param>
internal sealed class HistoryCache(StoreReader reader, long most = 32_000_000)
{
    private readonly ConcurrentDictionary<string, (string ExecutionId, History History)> _kept = [];
    private long _size;

    /// <summary>The history of an instance's present execution; only the one who has taken it may ask.</summary>
    public History Of(InstanceHead head)
    {
        if (_kept.TryGetValue(head.InstanceId, out var kept) && kept.ExecutionId == head.ExecutionId)
            return kept.History;
        var events = reader.History(head.InstanceId);
        return new(
            events.ConvertAll(item => EventJson.Read(item.Type, item.Text)),
            events.Sum(item => (long)item.Text.Length)
        );
    }

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
