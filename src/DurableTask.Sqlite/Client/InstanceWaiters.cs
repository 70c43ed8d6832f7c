using System.Collections.Concurrent;

namespace DurableTask.Sqlite.Client;

/// <summary>Wakes those who wait for an instance when its state has changed.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = [];
    private volatile Exception? _closed;

    /// <summary>
    /// Ends at the instance's next change. Ask before reading the state, so that no change falls in between.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The service is closed.</exception>
    /// <exception cref="StoreUnusableException">The store is lost.</exception>
    public Task NextChange(string instanceId)
    {
        var change = _waiting.GetOrAdd(instanceId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _closed is { } why ? Task.FromException(why) : change.Task;
    }

    public void Changed(string instanceId)
    {
        if (_waiting.TryRemove(instanceId, out var change))
            change.TrySetResult();
    }

    public void Close(Exception why)
    {
        _closed ??= why;
        foreach (var change in _waiting.Values)
            change.TrySetException(why);
    }
}
