using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>Forgets instances that ended long ago: at the start, and once a day.</summary>
internal sealed class Retention(EngineContext engine, StoreWriter writer) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private ITimer? _timer;

    /// <summary>Begins; does nothing where everything is kept.</summary>
    public void Start()
    {
        using var alone = ExecutionContext.SuppressFlow();
        if (engine.Settings.KeepEnded is { } age)
            _timer ??= engine.Time.CreateTimer(_ => _ = PurgeAsync(age), null, TimeSpan.Zero, Period);
    }

    public void Dispose() => _timer?.Dispose();

    private async Task PurgeAsync(TimeSpan age)
    {
        try
        {
            var before = engine.Time.GetUtcNow() - age;
            var purged = await Purge.EndedAsync(writer, new("completed_at", 0, before.UtcTicks - 1));
            if (purged.DeletedInstanceCount > 0)
                engine.Log.InstancesPurged(purged.DeletedInstanceCount, before);
        }
        catch (ObjectDisposedException)
        {
            // The store is closed: the next start goes on.
        }
#pragma warning disable CA1031 // It is tried again tomorrow; the engine goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Log.NotPurged(error);
        }
    }
}
