using CommerceAnalytics.Failures;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Outcomes;

/// <summary>How orchestrators call activities that answer with an outcome.</summary>
internal static class ActivityCalls
{
    private const int MostAttempts = 8;

    // Failures that are known come back as data. What is thrown is a lost worker or a bug: tried again a little, then reported.
    private static readonly TaskOptions Unexpected =
        TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(10)));

    /// <summary>Calls once: who calls decides about waiting.</summary>
    public static async Task<T> AskAsync<T>(this TaskOrchestrationContext context, string activity, object input)
        where T : IOutcome<T>
    {
        try
        {
            return await context.CallActivityAsync<T>(activity, input, Unexpected);
        }
        catch (TaskFailedException e)
        {
            return T.Failed(CallFailures.Of(activity, e.FailureDetails));
        }
    }

    /// <summary>Calls until it goes well, fails for good, or has been refused too often; waits longer each time.</summary>
    public static async Task<T> AskPatientlyAsync<T>(this TaskOrchestrationContext context, string activity, object input)
        where T : IOutcome<T>
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await context.AskAsync<T>(activity, input);
            if (outcome.Failure?.Retry != RetryAdvice.AfterWaiting || attempt == MostAttempts)
            {
                return outcome;
            }

            await context.CreateTimer(Backoff.Delay(attempt, context.NewGuid()), CancellationToken.None);
        }
    }
}
