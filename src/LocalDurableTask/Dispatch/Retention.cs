using LocalDurableTask.Store;

namespace LocalDurableTask.Dispatch;

/// <summary>Forgets instances that ended long ago: at the start, and once a day.</summary>
internal sealed class Retention(EngineServices engine, StoreWriter writer, TimeSpan? keep) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    // Few at a time: turns and answers that wait behind them wait for milliseconds.
    private const int Batch = 50;

    private ITimer? timer;

    /// <summary>Begins; does nothing where everything is kept.</summary>
    public void Start()
    {
        if (keep is { } age)
            timer = engine.Time.CreateTimer(_ => _ = PurgeAsync(age), null, TimeSpan.Zero, Period);
    }

    public void Dispose() => timer?.Dispose();

    private async Task PurgeAsync(TimeSpan age)
    {
        try
        {
            var (before, all) = (engine.Time.GetUtcNow() - age, 0);
            int purged;
            do
            {
                purged = await writer.WriteAsync(tx => tx.ForgetEnded(before, Batch));
                all += purged;
            }
            while (purged == Batch);
            if (all > 0)
                engine.Log.InstancesPurged(all, before);
        }
        catch (ObjectDisposedException)
        {
            // The hub is closed: the next start goes on.
        }
#pragma warning disable CA1031 // It is tried again tomorrow; the engine goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Log.NotPurged(error);
        }
    }
}
