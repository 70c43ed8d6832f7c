using DurableTask.Sqlite.Client;
using DurableTask.Sqlite.Dispatch;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite;

/// <summary>A store that is open, and those who work on it.</summary>
internal sealed class OpenStore : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly EngineContext _engine;
    private readonly Action<StoreUnusableException> _lose;
    private readonly StoreLock _held;
    private readonly ReadyInstances _ready;
    private readonly Alarms<string> _alarms;
    private readonly Retention _retention;

    /// <exception cref="StoreInUseException">Another process, or another service of this one, has the store
    /// open.</exception>
    /// <exception cref="StoreUnusableException">The store is damaged, of a newer program, or cannot be
    /// written.</exception>
    public OpenStore(EngineContext engine, Action<StoreUnusableException> lose)
    {
        (_engine, _lose, Ending) = (engine, lose, _ending.Token);
        var path = engine.StorePath;
        _held = StoreLock.Take(path);
        try
        {
            var connection = Open(path);
            _ready = new ReadyInstances(engine.Settings.MaxConcurrentOrchestrations);
            _alarms = new Alarms<string>(engine.Time, _ready.Signal);
            Reader = new StoreReader(path);
            Writer = new StoreWriter(path, connection, Committed);
            WakeAll();
        }
        catch
        {
            _alarms?.Dispose();
            Writer?.Dispose();
            Reader?.Dispose();
            _held.Dispose();
            throw;
        }

        var writes = new StoreWrites(Writer, engine, Lose, _closing.Token);
        Activities = new ActivityQueue(engine, writes);
        Turns = new TurnQueue(Reader, writes, _ready, _alarms, engine);
        _retention = new Retention(engine, Writer);
    }

    public StoreReader Reader { get; }

    public StoreWriter Writer { get; }

    public InstanceWaiters Waiters { get; } = new();

    public TurnQueue Turns { get; }

    public ActivityQueue Activities { get; }

    /// <summary>Cancelled once the store is closed, or turned out to be damaged: nothing more is taken up.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Begins with the activities that have not reported.</summary>
    public void StartDispatching()
    {
        var unreported = Activities.Restart(Reader.Activities);
        _retention.Start();
        _engine.Log.ServiceStarted(unreported);
    }

    public void Dispose()
    {
        _ending.Cancel();
        _closing.Cancel();
        _retention.Dispose();
        _alarms.Dispose();
        Activities.Dispose();
        Writer.Dispose();
        Reader.Dispose();
        Waiters.Close(new ObjectDisposedException(nameof(SqliteOrchestrationService), "The service was closed."));
        _held.Dispose();
        _engine.Log.StoreClosed(_engine.StorePath);
    }

    private static StoreConnection Open(string path)
    {
        StoreConnection? connection = null;
        try
        {
            // A file that is refused stays as it was: opened to be written, it would be made ours before it is looked at.
            using (var unchanged = StoreConnection.ReadOnly(path))
                StoreSchema.Check(unchanged, path);
            connection = new StoreConnection(path);
            StoreSchema.Apply(connection);
            StoreLock.MarkMade(path);
            return connection;
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (StoreFaults.Tell(error, path) is { } told)
                throw told;
            throw;
        }
    }

    private void WakeAll()
    {
        var waiting = Reader.Waiting();
        waiting.ForEach(Wake);
        _engine.Log.StoreOpened(_engine.StorePath, waiting.Count);
    }

    private void Lose(StoreUnusableException error)
    {
        _ending.Cancel();
        _lose(error);
        Waiters.Close(error);
    }

    private void Committed(CommitEffects effects)
    {
        effects.Sent.ForEach(Wake);
        effects.Activities.ForEach(Activities.Add);
        effects.Changed.ForEach(Waiters.Changed);
    }

    private void Wake((DateTimeOffset DueAt, string InstanceId) sent)
    {
        if (sent.DueAt == default)
            _ready.Signal(sent.InstanceId);
        else
            _alarms.Set(sent.DueAt, sent.InstanceId);
    }
}
