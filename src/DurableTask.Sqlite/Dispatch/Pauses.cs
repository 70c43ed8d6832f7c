using System.Collections.Concurrent;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>Instances that are let alone for a while, since a turn of theirs went wrong.</summary>
internal sealed class Pauses(Alarms<string> alarms, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Pause> _paused = [];

    /// <summary>Lets an instance alone, longer each time that it goes wrong in a row, and wakes it then.</summary>
    public void Begin(string instanceId)
    {
        var pause = _paused.AddOrUpdate(instanceId, _ => Next(1), (_, before) => Next(before.Failures + 1));
        alarms.Set(pause.Until, instanceId);
    }

    /// <summary>The instance went well, or is no more.</summary>
    public void End(string instanceId) => _paused.TryRemove(instanceId, out _);

    /// <summary>Whether the instance is still let alone; it is woken when it is not any more.</summary>
    public bool Has(string instanceId, DateTimeOffset now)
    {
        if (!_paused.TryGetValue(instanceId, out var pause) || pause.Until <= now)
            return false;
        // Its alarm may have rung before the clock was set back.
        alarms.Set(pause.Until, instanceId);
        return true;
    }

    private Pause Next(int failures) => new(failures, time.GetUtcNow() + Backoff.After(failures));

    private sealed record Pause(int Failures, DateTimeOffset Until);
}
