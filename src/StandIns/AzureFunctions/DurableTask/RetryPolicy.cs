namespace Microsoft.DurableTask;

/// <summary>When a failed task is tried again, by counts and intervals.</summary>
public class RetryPolicy
{
    /// <summary>A policy that retries any failure.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; above 0.</param>
    /// <param name="firstRetryInterval">Wait before the second attempt; above zero.</param>
    /// <param name="backoffCoefficient">What each wait is multiplied by for the next; 1 or more.</param>
    /// <param name="maxRetryInterval">The longest wait; null: one hour. Not below the first wait.</param>
    /// <param name="retryTimeout">No attempt begins this long after the first; null: no limit. Not below the first wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        if (maxRetryInterval != Timeout.InfiniteTimeSpan && maxRetryInterval is { } longest)
            ArgumentOutOfRangeException.ThrowIfLessThan(longest, firstRetryInterval, nameof(maxRetryInterval));
        if (retryTimeout != Timeout.InfiniteTimeSpan && retryTimeout is { } limit)
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What each wait is multiplied by for the next.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No attempt begins this long after the first; <see cref="Timeout.InfiniteTimeSpan"/>: no limit.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another attempt; for engines.</summary>
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Whether a failure is worth another attempt; false ends the retries.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(
            exception is TaskFailedException failed ? failed.FailureDetails : TaskFailureDetails.FromException(exception));
    }
}
