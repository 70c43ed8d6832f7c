using System.Collections.Concurrent;

namespace LocalDurableTask.Client;

/// <summary>Wakes those who wait for an instance when its state has changed.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = [];
    private volatile bool closed;

    /// <summary>Ends at the instance's next change. Ask before reading the state, so that no change falls in between.</summary>
    /// <exception cref="ObjectDisposedException">The hub is closed.</exception>
    public Task NextChange(string instanceId)
    {
        var change = waiting.GetOrAdd(instanceId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(closed, this);
        return change.Task;
    }

    public void Changed(string instanceId)
    {
        if (waiting.TryRemove(instanceId, out var change))
            change.TrySetResult();
    }

    public void Close()
    {
        closed = true;
        foreach (var change in waiting.Values)
            change.TrySetException(new ObjectDisposedException(nameof(LocalTaskHub), "The task hub was closed."));
    }
}
