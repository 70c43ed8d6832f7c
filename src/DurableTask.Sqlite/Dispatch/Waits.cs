namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// Waiting without exceptions. These are waits of the machine's own time, whatever clock the timers go by.
/// </summary>
internal static class Waits
{
    /// <summary>True when the task ended in time; false when the time is up or the token is cancelled.</summary>
    public static async Task<bool> ForAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
            return true;
        await task.WaitAsync(Bounded(limit), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    /// <summary>Negative times, and those that no timer can wait for, are no limit.</summary>
    public static TimeSpan Bounded(TimeSpan limit) =>
        limit < TimeSpan.Zero || limit.TotalMilliseconds >= uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : limit;
}
