using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Clears up what earlier runs have left behind. A run that is terminated from outside runs no code and reaches no children.</summary>
/// <param name="queries">Athena.</param>
/// <param name="leftovers">What runs that are over have left.</param>
/// <param name="reports">Reports of dead runs.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class StopLeftoversActivity(
    IQueryExecutions queries, Leftovers leftovers, DeadReports reports, TimeProvider time, ILogger<StopLeftoversActivity> logger)
{
    // Queries run for hours at most: older queues have nothing left to stop.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    /// <summary>
    /// Stops the queries of dead runs, tells their queues, which live on, to take nothing more, corrects their reports, and removes the staging
    /// tables, data and result files of runs that are over. What cannot be cleared up today is cleared up by a later run.
    /// </summary>
    /// <param name="runId">The run that begins.</param>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.StopLeftovers)]
    public Task<Done> RunAsync([ActivityTrigger] string runId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Attempt.RunAsync(async () =>
        {
            await StopQueriesAsync(runId, client, cancellationToken);
            await ClearUpAsync(client, cancellationToken);
            return new Done();
        });
    }

    private async Task StopQueriesAsync(string runId, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        await foreach (var queue in client.GetAllInstancesAsync(RecentQueues()).WithCancellation(cancellationToken))
        {
            if (queue.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
                left.AddRange(await LeftByAsync(queue, runId, client, cancellationToken));
        }

        if (left.Count > 0)
            await queries.StopAsync(left, cancellationToken);
    }

    private async Task ClearUpAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await reports.SettleAsync(client, cancellationToken);
            await leftovers.RemoveAsync(client, cancellationToken);
        }
        catch (FailureException e)
        {
            logger.LeftoversNotRemoved(e.Failure.Code, e.Failure.Message);
        }
    }

    private OrchestrationQuery RecentQueues() =>
        new(CreatedFrom: time.GetUtcNow() - LookBack, InstanceIdPrefix: ChildIds.QueuePrefix, FetchInputsAndOutputs: true);

    private async Task<IReadOnlyList<string>> LeftByAsync(
        OrchestrationMetadata queue, string runId, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var status = string.IsNullOrEmpty(queue.SerializedCustomStatus) ? null : queue.ReadCustomStatusAs<QueueStatus>();
        if (status is null || status.RunId == runId)
            return [];
        if (await client.GetInstanceAsync(status.RunId, cancellationToken) is { IsCompleted: false })
            return [];
        logger.LeftoversStopped(status.RunId, status.QueryExecutionIds.Count);
        if (!queue.IsCompleted)
            await client.RaiseEventAsync(queue.InstanceId, QueueEvents.Cancel, runId, cancellationToken);
        return status.QueryExecutionIds;
    }
}
