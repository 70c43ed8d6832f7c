using DurableTask.Core;

namespace DurableTask.Sqlite.Store;

/// <summary>Forgets instances that have ended, some in each transaction.</summary>
internal static class Purge
{
    // Few at a time: turns and answers that wait behind them wait for milliseconds.
    private const int Batch = 50;

    /// <summary>Forgets those that a filter lets through.</summary>
    /// <param name="writer">Where they are written off.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">After how long no further ones are begun, in the machine's own time; null for never.</param>
    public static async Task<PurgeResult> EndedAsync(StoreWriter writer, EndedFilter filter, TimeSpan? limit = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (all, purged) = (0, Batch);
        while (purged == Batch)
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
                return new(all, isComplete: false);
            purged = await writer.WriteAsync(tx => tx.ForgetEnded(filter, Batch));
            all += purged;
        }

        return new(all, isComplete: true);
    }
}
