using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>How an orchestrator calls activities that answer with an outcome, and what it has spent on that.</summary>
/// <param name="context">The orchestrator's.</param>
/// <param name="before">What it had spent before it started anew.</param>
internal sealed class ActivityCalls(TaskOrchestrationContext context, CallCounts? before = null)
{
    private const int MostAttempts = 8;

    // Failures that are known come back as data. What is thrown is a lost worker or a bug: tried again a little, then
    // reported.
    private static readonly TaskOptions Unexpected = TaskOptions.FromRetryPolicy(
        new RetryPolicy(3, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(10))
    );

    /// <summary>What was spent so far: told by the answers alone, and so the same on each replay.</summary>
    public CallCounts Spent { get; private set; } = before ?? CallCounts.None;

    /// <summary>What was spent since this was last asked.</summary>
    public CallCounts Take()
    {
        var spent = Spent;
        Spent = CallCounts.None;
        return spent;
    }

    /// <summary>Calls once: who calls decides about waiting.</summary>
    public async Task<Outcome<T>> CallAsync<T>(string activity, object input)
    {
        var outcome = await CallOnceAsync<T>(activity, input);
        Spent += new CallCounts(1, outcome.Calls ?? ApiCalls.None);
        return outcome;
    }

    /// <summary>
    /// Calls until it goes well, fails for good, or has been refused too often; waits longer each time.
    /// </summary>
    public async Task<Outcome<T>> CallWithRetryAsync<T>(string activity, object input)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await CallAsync<T>(activity, input);
            if (outcome.Failure?.Retry != RetryAdvice.AfterWaiting || attempt == MostAttempts)
            {
                return outcome;
            }

            await context.CreateTimer(Backoff.Delay(attempt, context.NewGuid()), CancellationToken.None);
        }
    }

    private async Task<Outcome<T>> CallOnceAsync<T>(string activity, object input)
    {
        try
        {
            return await context.CallActivityAsync<Outcome<T>>(activity, input, Unexpected);
        }
        catch (TaskFailedException e)
        {
            return new(default, CallFailures.Of(activity, e.FailureDetails));
        }
    }
}
