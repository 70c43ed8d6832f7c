using System.Collections.Concurrent;

namespace LocalDurableTask.Store;

/// <summary>What others must hear of once a transaction is on the disk, never before.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances that have something to do now.</summary>
    public List<string> Ready { get; } = [];

    /// <summary>Instances whose state has changed.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Activities to run.</summary>
    public List<ActivityWork> Activities { get; } = [];

    /// <summary>Times at which an instance will have something to do.</summary>
    public List<(DateTimeOffset DueAt, string InstanceId)> Alarms { get; } = [];
}

/// <summary>
/// The one place that writes. Requests that arrive while a transaction is being written share the next one, so a busy engine pays one
/// fsync for many turns (group commit). A request that throws is taken out: the others are written without it.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int MaxGroup = 256;

    private readonly BlockingCollection<Request> requests = [];
    private readonly string path;
    private readonly StoreConnection connection;
    private readonly Action<CommitEffects> committed;
    private readonly Thread thread;

    public StoreWriter(string path, StoreConnection connection, Action<CommitEffects> committed)
    {
        (this.path, this.connection, this.committed) = (path, connection, committed);
        // A thread of its own: fsync blocks, and the pool's threads are for orchestrators and activities.
        thread = new Thread(Run) { IsBackground = true, Name = "LocalDurableTask store" };
        thread.Start();
    }

    /// <summary>Transactions written so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Called before each commit; what it throws fails the transaction. For tests that inject faults there.</summary>
    public Action? BeforeCommit { get; set; }

    /// <summary>Runs an operation in the next transaction; its result comes once that is on the disk.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="StoreUnusableException">The disk is full, or whatever else keeps the store from being written: nothing of the operation is kept.</exception>
    public Task<T> WriteAsync<T>(Func<StoreTransaction, T> operation)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T value = default!;
        try
        {
            requests.Add(new(tx => value = operation(tx), error => { if (error is null) result.SetResult(value); else result.SetException(error); }));
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(StoreWriter), "The task hub's store is closed.");
        }

        return result.Task;
    }

    /// <summary>Ends after what has been asked for so far.</summary>
    public void Dispose()
    {
        requests.CompleteAdding();
        thread.Join();
        requests.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        var group = new List<Request>(MaxGroup);
        foreach (var first in requests.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && requests.TryTake(out var next))
                group.Add(next);
            if (TryWrite(group) is not null)
                group.ForEach(WriteAlone);
            group.Clear();
        }
    }

    private void WriteAlone(Request request)
    {
        if (TryWrite([request]) is { } error)
            request.Done(error);
    }

    private Exception? TryWrite(List<Request> group)
    {
        var effects = new CommitEffects();
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            var transaction = new StoreTransaction(connection, effects);
            foreach (var request in group)
                request.Operation(transaction);
            BeforeCommit?.Invoke();
            connection.Execute("COMMIT");
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the one who asked.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RollBack();
            return StoreFaults.TryTell(error, path, out var told) ? told : error;
        }

        Commits++;
        committed(effects);
        group.ForEach(request => request.Done(null));
        return null;
    }

    private void RollBack()
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself, as it does on a full disk.
        }
    }

    private sealed record Request(Action<StoreTransaction> Operation, Action<Exception?> Done);
}
