using DurableTask.Core;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Dispatch;
using DurableTask.Sqlite.Store;
using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite;

/// <summary>
/// Keeps the orchestrations of DurableTask.Core in a SQLite file: dispatching, client, queries and purging.
/// </summary>
/// <remarks>
/// Every turn of an orchestration is one transaction, on the disk before anything of it is heard of. What was running
/// when the process died goes on at the next start; activities that had not reported are run again. One process at a
/// time has a store. The client works from the first call on, with or without a worker; the store is opened by that
/// call and closed by <see cref="DisposeAsync"/>.
/// </remarks>
public sealed partial class SqliteOrchestrationService
    : IOrchestrationService,
        IOrchestrationServiceClient,
        IOrchestrationServiceQueryClient,
        IOrchestrationServicePurgeClient,
        IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly EngineContext _engine;
    private readonly TaskCompletionSource<StoreUnusableException> _lost = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private OpenStore? _store;
    private volatile bool _started;
    private bool _disposed;
    private bool _isLost;

    /// <summary>A service whose store is not open yet.</summary>
    /// <param name="settings">Where the store is and how much is done at once.</param>
    /// <param name="loggers">Where its log goes.</param>
    /// <param name="time">The clock of everything that is stored, and of when timers and scheduled starts are due.
    /// Waits for free places and for
    /// clients' time-outs are in the machine's own time.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SqliteOrchestrationService(
        SqliteOrchestrationServiceSettings settings,
        ILoggerFactory loggers,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        settings.Validate();
        _engine = new(settings, time, loggers.CreateLogger("DurableTask.Sqlite"));
    }

    /// <summary>
    /// Ends when the store turns out to be damaged: nothing more is taken up then, and those who wait for instances
    /// are given this exception.
    /// A full disk is no such end: what could not be written is written when there is room.
    /// </summary>
    public Task<StoreUnusableException> StoreLost => _lost.Task;

    /// <summary>The store, opened by whoever needs it first.</summary>
    internal OpenStore Store
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _store ??= new OpenStore(_engine, Lose);
            }
        }
    }

    /// <inheritdoc cref="CreateIfNotExistsAsync"/>
    public Task CreateAsync() => CreateAsync(recreateInstanceStore: false);

    /// <inheritdoc cref="CreateIfNotExistsAsync"/>
    /// <param name="recreateInstanceStore">True: everything in the store is removed first.</param>
    /// <exception cref="InvalidOperationException">Everything is to be removed while dispatching is on.</exception>
    public async Task CreateAsync(bool recreateInstanceStore)
    {
        if (recreateInstanceStore)
            await DeleteAsync();
        _ = Store;
    }

    /// <summary>Opens the store, which is made when it is not there.</summary>
    /// <exception cref="StoreInUseException">Another process, or another service of this one, has the store
    /// open.</exception>
    /// <exception cref="StoreUnusableException">The store is damaged, of a newer program, or cannot be
    /// written.</exception>
    public Task CreateIfNotExistsAsync() => CreateAsync(recreateInstanceStore: false);

    /// <inheritdoc cref="DeleteAsync(bool)"/>
    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    /// <summary>Closes the store and removes its file; the next call that needs one begins with an empty one.</summary>
    /// <param name="deleteInstanceStore">Must be true: instances and messages are one file.</param>
    /// <exception cref="NotSupportedException"><paramref name="deleteInstanceStore"/> is false.</exception>
    /// <exception cref="InvalidOperationException">Dispatching is on.</exception>
    /// <exception cref="StoreInUseException">Another process, or another service of this one, has the store
    /// open.</exception>
    public Task DeleteAsync(bool deleteInstanceStore)
    {
        if (!deleteInstanceStore)
            throw new NotSupportedException("Instances and messages are one file: neither can be deleted alone.");
        lock (_gate)
        {
            if (_started)
                throw new InvalidOperationException(
                    "The store cannot be deleted while work is dispatched: stop the worker first."
                );
            _store?.Dispose();
            _store = null;
            using var held = StoreLock.Reserve(_engine.StorePath);
            StoreLock.Remove(_engine.StorePath);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Opens the store and begins to give out work: what was running when it was last closed goes on. A worker calls
    /// this.
    /// </summary>
    /// <inheritdoc cref="CreateIfNotExistsAsync" path="/exception"/>
    public Task StartAsync()
    {
        var store = Store;
        if (!_started)
        {
            store.StartDispatching();
            _started = true;
        }

        return Task.CompletedTask;
    }

    /// <summary>Gives out no more work. The same as <see cref="StopAsync(bool)"/> without force.</summary>
    public Task StopAsync() => StopAsync(isForced: false);

    /// <summary>
    /// Gives out no more work. What still runs may end, and is written until <see cref="DisposeAsync"/>; clients go
    /// on working. A worker calls
    /// this when its dispatchers have ended, having waited some seconds for what runs unless forced.
    /// </summary>
    /// <param name="isForced">Makes no difference here: the waiting is the dispatchers'.</param>
    public Task StopAsync(bool isForced)
    {
        _started = false;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Closes the store: what has been asked to be written is, and nothing else waited for. What did not end is run
    /// again.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            (_disposed, _started) = (true, false);
            _store?.Dispose();
            _store = null;
        }

        return ValueTask.CompletedTask;
    }

    private void Lose(StoreUnusableException error)
    {
        if (Interlocked.Exchange(ref _isLost, true))
            return;
        _engine.Log.StoreLost(error);
        _lost.SetResult(error);
    }
}
