using LocalDurableTask.Client;
using LocalDurableTask.Dispatch;
using LocalDurableTask.Store;

namespace LocalDurableTask;

/// <summary>A hub that is open: the store and those who work on it.</summary>
internal sealed class HubRuntime : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<StoreUnusableException> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReadyInstances ready = new();
    private readonly EngineServices engine;
    private readonly StoreLock held;
    private readonly Alarms alarms;
    private readonly ActivityDispatcher activities;
    private readonly TurnDispatcher turns;
    private readonly Retention retention;
    private Task workers = Task.CompletedTask;

    public HubRuntime(LocalTaskHubOptions options, EngineServices engine)
    {
        this.engine = engine;
        var path = Path.GetFullPath(options.StorePath);
        held = StoreLock.Take(path);
        try
        {
            var connection = Open(path);
            Reader = new StoreReader(path);
            alarms = new Alarms(engine.Time, ready.Signal);
            Writer = new StoreWriter(path, connection, Committed);
            activities = new ActivityDispatcher(engine, Writer, Lose);
            turns = new TurnDispatcher(engine, Reader, Writer, ready, alarms, options.LongestTurn, Lose);
            retention = new Retention(engine, Writer, options.KeepEnded);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public StoreReader Reader { get; }

    public StoreWriter Writer { get; }

    public InstanceWaiters Waiters { get; } = new();

    /// <summary>Ends when the store turns out to be damaged.</summary>
    public Task<StoreUnusableException> Lost => lost.Task;

    /// <summary>Takes up what the store has and begins to work; gives how many messages and activities that was.</summary>
    public (int Messages, int Activities) Start(LocalTaskHubOptions options)
    {
        var (waiting, unreported) = (Reader.Waiting(), Reader.Activities());
        waiting.ForEach(message => Wake(message.DueAt, message.InstanceId));
        unreported.ForEach(activities.Add);
        // The workers are nobody's: what starts the hub, a traced request perhaps, is not what they work for.
        using var alone = ExecutionContext.SuppressFlow();
        workers = Task.WhenAll(
            Enumerable.Range(0, options.MaxConcurrentOrchestrations).Select(_ => Task.Run(() => turns.RunAsync(stop.Token)))
                .Concat(Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => Task.Run(() => activities.RunAsync(stop.Token)))));
        retention.Start();
        return (waiting.Count, unreported.Count);
    }

    /// <summary>Takes no new work and waits for what runs; false when it took longer than that.</summary>
    public async Task<bool> DrainAsync(TimeSpan limit, TimeProvider time)
    {
        await stop.CancelAsync();
        try
        {
            await workers.WaitAsync(limit, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        retention.Dispose();
        alarms.Dispose();
        Writer.Dispose();
        Reader.Dispose();
        Waiters.Close(new ObjectDisposedException(nameof(LocalTaskHub), "The task hub was closed."));
        held.Dispose();
    }

    private static StoreConnection Open(string path)
    {
        StoreConnection? connection = null;
        try
        {
            connection = new StoreConnection(path);
            StoreSchema.Apply(connection, path);
            StoreLock.MarkMade(path);
            return connection;
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (StoreFaults.TryTell(error, path, out var told))
                throw told;
            throw;
        }
    }

    /// <summary>What is damaged does not mend: nothing more is taken up, and all who wait are told.</summary>
    private void Lose(StoreUnusableException error)
    {
        if (!lost.TrySetResult(error))
            return;
        engine.Log.StoreLost(error);
        stop.Cancel();
        Waiters.Close(error);
    }

    private void Committed(CommitEffects effects)
    {
        effects.Ready.ForEach(ready.Signal);
        effects.Alarms.ForEach(alarm => Wake(alarm.DueAt, alarm.InstanceId));
        effects.Activities.ForEach(activities.Add);
        effects.Changed.ForEach(Waiters.Changed);
    }

    private void Wake(DateTimeOffset dueAt, string instanceId)
    {
        if (dueAt == default)
            ready.Signal(instanceId);
        else
            alarms.Set(dueAt, instanceId);
    }
}
