using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>How an orchestrator runs a statement.</summary>
internal static class RunQuery
{
    private const int MostAttempts = 2;

    /// <summary>
    /// Has the run's queue run a statement, and waits for its end. Runs it once more when Athena itself calls its
    /// failure retryable. The result counts what the queue spent on all attempts.
    /// </summary>
    /// <remarks>An orchestrator runs one statement at a time: all answers have the same name.</remarks>
    /// <param name="context">The orchestrator's.</param>
    /// <param name="queueId">The run's query queue.</param>
    /// <param name="statement">What to run.</param>
    /// <param name="lastDurationMs">How long it took last time, in milliseconds; null when not known.</param>
    public static async Task<QueryResult> RunQueryAsync(
        this TaskOrchestrationContext context,
        string queueId,
        Statement statement,
        long? lastDurationMs = null
    )
    {
        var spent = CallCounts.None;
        for (var attempt = 1; ; attempt++)
        {
            var request = new QueryRequest(statement, attempt, context.InstanceId, lastDurationMs);
            context.SendEvent(queueId, QueueEvents.Submit, request);
            var result = await context.WaitForExternalEvent<QueryResult>(QueueEvents.Ended);
            spent += result.CallCounts;
            if (result.Failure?.Retry != RetryAdvice.Once || attempt == MostAttempts)
                return result with { CallCounts = spent };
        }
    }
}
