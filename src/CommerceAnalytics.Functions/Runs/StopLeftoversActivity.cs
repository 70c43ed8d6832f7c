using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Clears up what earlier runs have left behind. A run that is terminated from outside runs no code and reaches no children.</summary>
/// <param name="queries">Athena.</param>
/// <param name="staging">Staging tables of runs that are over.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class StopLeftoversActivity(
    IQueryExecutions queries, StagingLeftovers staging, TimeProvider time, ILogger<StopLeftoversActivity> logger)
{
    // Queries run for hours at most: older queues have nothing left to stop.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    /// <summary>
    /// Stops the queries of dead runs, tells their queues, which live on, to take nothing more, and removes the staging tables of runs that are over.
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
            var left = new List<string>();
            await foreach (var queue in client.GetAllInstancesAsync(RecentQueues()).WithCancellation(cancellationToken))
            {
                if (queue.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
                    left.AddRange(await LeftByAsync(queue, runId, client, cancellationToken));
            }

            if (left.Count > 0)
                await queries.StopAsync(left, cancellationToken);
            await staging.RemoveAsync(runId, client, cancellationToken);
            return new Done();
        });
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
