using System.Collections.Concurrent;

namespace LocalDurableTask.Client;

/// <summary>Wakes those who wait for an instance when its state has changed.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = [];
    private volatile Exception? closed;

    /// <summary>Ends at the instance's next change. Ask before reading the state, so that no change falls in between.</summary>
    /// <exception cref="ObjectDisposedException">The hub is closed.</exception>
    /// <exception cref="StoreUnusableException">The store is lost.</exception>
    public Task NextChange(string instanceId)
    {
        var change = waiting.GetOrAdd(instanceId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        return closed is { } why ? Task.FromException(why) : change.Task;
    }

    public void Changed(string instanceId)
    {
        if (waiting.TryRemove(instanceId, out var change))
            change.TrySetResult();
    }

    public void Close(Exception why)
    {
        closed ??= why;
        foreach (var change in waiting.Values)
            change.TrySetException(why);
    }
}
