using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Store;

/// <summary>
/// The one place that writes. Requests that arrive while a transaction is being written share the next one, so a busy
/// engine pays one
/// fsync for many turns (group commit). A request that throws is taken out: the others are written without it.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int MaxGroup = 256;

    private readonly BlockingCollection<Request> _requests = [];
    private readonly string _path;
    private readonly StoreConnection _connection;
    private readonly Action<CommitEffects> _committed;
    private readonly Thread _thread;

    public StoreWriter(string path, StoreConnection connection, Action<CommitEffects> committed)
    {
        (_path, _connection, _committed) = (path, connection, committed);
        // A thread of its own: fsync blocks, and the pool's threads are for orchestrators and activities.
        _thread = new Thread(Run) { IsBackground = true, Name = "DurableTask.Sqlite store" };
        // It serves every caller, so it belongs to the trace of none.
        using var alone = ExecutionContext.SuppressFlow();
        _thread.Start();
    }

    /// <summary>Transactions written so far.</summary>
    public long Commits { get; private set; }

    /// <summary>
    /// Called before each commit; what it throws fails the transaction. For tests that inject faults there.
    /// </summary>
    public Action? BeforeCommit { get; set; }

    /// <summary>Runs an operation in the next transaction; its result comes once that is on the disk.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="StoreUnusableException">The disk is full, or whatever else keeps the store from being
    /// written: nothing of the operation is kept.</exception>
    public Task<T> WriteAsync<T>(Func<StoreTransaction, T> operation)
    {
        var request = new Request<T>(operation);
        try
        {
            _requests.Add(request);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(StoreWriter), "The store is closed.");
        }

        return request.Result;
    }

    /// <summary>Ends after what has been asked for so far.</summary>
    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread.Join();
        _requests.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        var group = new List<Request>(MaxGroup);
        foreach (var first in _requests.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _requests.TryTake(out var next))
                group.Add(next);
            if (TryWrite(group) is not null)
                group.ForEach(WriteAlone);
            group.Clear();
        }
    }

    private void WriteAlone(Request request)
    {
        if (TryWrite([request]) is { } error)
            request.Fail(error);
    }

    private Exception? TryWrite(List<Request> group)
    {
        var effects = new CommitEffects();
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            var transaction = new StoreTransaction(_connection, effects);
            group.ForEach(request => request.Run(transaction));
            BeforeCommit?.Invoke();
            _connection.Execute("COMMIT");
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the one who asked.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RollBack();
            return StoreFaults.Tell(error, _path) ?? error;
        }

        Commits++;
        _committed(effects);
        group.ForEach(request => request.Succeed());
        return null;
    }

    private void RollBack()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does on a full disk.
        }
    }

    private abstract class Request
    {
        public abstract void Run(StoreTransaction transaction);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Request<T>(Func<StoreTransaction, T> operation) : Request
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _value = default!;

        public Task<T> Result => _result.Task;

        public override void Run(StoreTransaction transaction) => _value = operation(transaction);

        public override void Succeed() => _result.SetResult(_value);

        public override void Fail(Exception error) => _result.SetException(error);
    }
}
