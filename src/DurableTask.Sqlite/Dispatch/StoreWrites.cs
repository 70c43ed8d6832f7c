using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// Writes that nobody could repeat: what was done stays in memory until it is on the disk, however long that is full.
/// </summary>
internal sealed class StoreWrites(
    StoreWriter writer,
    EngineContext engine,
    Action<StoreUnusableException> lose,
    CancellationToken closing
)
{
    /// <summary>Writes now or, after ever longer waits, later.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    /// <exception cref="StoreUnusableException">The store is damaged.</exception>
    public async Task<T> UntilWrittenAsync<T>(Func<StoreTransaction, T> operation, string instanceId)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await writer.WriteAsync(operation);
            }
            catch (StoreUnusableException error) when (LoseIfDamaged(error))
            {
                throw;
            }
            catch (Exception error) when (error is not ObjectDisposedException)
            {
                var delay = Backoff.After(failures);
                engine.Log.NotWritten(error, instanceId, delay);
                await Task.Delay(delay, engine.Time, closing);
            }
        }
    }

    /// <summary>What is damaged does not mend: tells everybody, and gives true.</summary>
    public bool LoseIfDamaged(StoreUnusableException error)
    {
        if (error.Fault != StoreFault.Damaged)
            return false;
        lose(error);
        return true;
    }
}
