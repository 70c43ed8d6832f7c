using Microsoft.DurableTask;

namespace LocalDurableTask.Execution;

/// <summary>Calls a task again as its options say. Waits are durable timers, so they take task ids and survive a restart.</summary>
/// <remarks>
/// The official <c>RetryPolicy.HandleFailure</c> only takes exceptions of its own engine. Over the official packages, policies with it are not
/// retried here; retry handlers are.
/// </remarks>
internal static class Retries
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(context, policy, call),
        { Handler: { } handler } => ByHandlerAsync(context, handler, call),
        _ => call(),
    };

    /// <summary>The wait after the given number of failed attempts, from 1.</summary>
    internal static TimeSpan Delay(RetryPolicy policy, int failures)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, failures - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    private static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException error) when (
                attempt < policy.MaxNumberOfAttempts && InTime(context, policy, first) && error.FailureDetails.CanRetry() && policy.Handle(error))
            {
                // Waits below, outside the handler.
            }

            await context.CreateTimer(Delay(policy, attempt), CancellationToken.None);
        }
    }

    private static bool InTime(TaskOrchestrationContext context, RetryPolicy policy, DateTime first) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - first < policy.RetryTimeout;

    private static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException error) when (error.FailureDetails.CanRetry())
            {
                var failed = new RetryContext(
                    context, attempt, error.FailureDetails, context.CurrentUtcDateTime - first, CancellationToken.None);
                if (!await handler(failed))
                    throw;
            }
        }
    }
}
