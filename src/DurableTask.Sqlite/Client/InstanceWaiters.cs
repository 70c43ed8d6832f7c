namespace DurableTask.Sqlite.Client;

/// <summary>Wakes those who wait for an instance when its state has changed.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Awaited> _awaited = [];
    private Exception? _closed;

    /// <summary>How many instances somebody waits for.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _awaited.Count;
        }
    }

    /// <summary>Reads an instance, now and after each of its changes, until that gives something.</summary>
    /// <exception cref="ObjectDisposedException">The service is closed.</exception>
    /// <exception cref="StoreUnusableException">The store is lost.</exception>
    public async Task<T> UntilAsync<T>(string instanceId, Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        var awaited = Join(instanceId);
        try
        {
            while (true)
            {
                // Asked for before it is read, so that no change falls in between.
                var change = NextChange(awaited);
                if (await read() is { } found)
                    return found;
                await change.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Leave(instanceId, awaited);
        }
    }

    public void Changed(string instanceId)
    {
        lock (_gate)
        {
            if (_closed is not null || !_awaited.TryGetValue(instanceId, out var awaited))
                return;
            awaited.Change.SetResult();
            awaited.Change = New();
        }
    }

    public void Close(Exception why)
    {
        lock (_gate)
        {
            _closed ??= why;
            foreach (var awaited in _awaited.Values)
                awaited.Change.TrySetException(why);
        }
    }

    private Awaited Join(string instanceId)
    {
        lock (_gate)
        {
            if (_closed is { } why)
                throw why;
            if (!_awaited.TryGetValue(instanceId, out var awaited))
                _awaited[instanceId] = awaited = new Awaited();
            awaited.Waiters++;
            return awaited;
        }
    }

    private Task NextChange(Awaited awaited)
    {
        lock (_gate)
            return awaited.Change.Task;
    }

    private void Leave(string instanceId, Awaited awaited)
    {
        lock (_gate)
        {
            if (--awaited.Waiters == 0)
                _awaited.Remove(instanceId);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Awaited
    {
        public int Waiters { get; set; }

        /// <summary>Ends at the instance's next change.</summary>
        public TaskCompletionSource Change { get; set; } = New();
    }
}
