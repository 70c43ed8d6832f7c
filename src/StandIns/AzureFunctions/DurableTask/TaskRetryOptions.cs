namespace Microsoft.DurableTask;

/// <summary>Asked after each failure: true tries again, at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Asked after each failure: true tries again. May wait on the orchestration's own timers.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler is told.</summary>
/// <param name="OrchestrationContext">The orchestration that calls.</param>
/// <param name="LastAttemptNumber">How many attempts have failed; from 1.</param>
/// <param name="LastFailure">What the last attempt failed with.</param>
/// <param name="TotalRetryTime">Time since the first attempt.</param>
/// <param name="CancellationToken">Fires when the retries should end.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);

/// <summary>When a failed task is tried again: by a policy or as a handler says.</summary>
public sealed class TaskRetryOptions
{
    /// <summary>By a policy.</summary>
    public TaskRetryOptions(RetryPolicy policy) => Policy = policy ?? throw new ArgumentNullException(nameof(policy));

    /// <summary>As a handler says.</summary>
    public TaskRetryOptions(AsyncRetryHandler handler) => Handler = handler ?? throw new ArgumentNullException(nameof(handler));

    /// <summary>The policy, or null.</summary>
    public RetryPolicy? Policy { get; }

    /// <summary>The handler, or null.</summary>
    public AsyncRetryHandler? Handler { get; }

    /// <summary>By a policy.</summary>
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

    /// <summary>As a handler says.</summary>
    public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => FromRetryHandler(handler);

    /// <summary>As a handler says.</summary>
    public static implicit operator TaskRetryOptions(RetryHandler handler) => FromRetryHandler(handler);

    /// <summary>By a policy.</summary>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>As a handler says.</summary>
    public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>As a handler says.</summary>
    public static TaskRetryOptions FromRetryHandler(RetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(context => Task.FromResult(handler(context)));
    }
}
