using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Functions.Runs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Cleaning;

/// <summary>Queries of runs that ended without stopping them. A run that is terminated from outside runs no code and reaches no children.</summary>
/// <param name="queries">Athena.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class DeadQueries(IQueryExecutions queries, TimeProvider time, ILogger<DeadQueries> logger)
{
    // Queries run for hours at most: older queues have nothing left to stop.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    /// <summary>Stops them, and tells their queues, which live on, to take nothing more.</summary>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<StoppedQueries> StopAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var left = new Dictionary<string, string>();
        await foreach (var queue in client.GetAllInstancesAsync(RecentQueues()).WithCancellation(cancellationToken))
        {
            if (queue.RuntimeStatus == OrchestrationRuntimeStatus.Completed || await OfDeadRunAsync(queue, client, cancellationToken) is not { } status)
                continue;
            logger.LeftoversStopped(status.RunId, status.QueryExecutionIds.Count);
            if (!queue.IsCompleted)
                await client.RaiseEventAsync(queue.InstanceId, QueueEvents.Cancel, status.RunId, cancellationToken);
            foreach (var id in status.QueryExecutionIds)
                left[id] = status.RunId;
        }

        return await StopAsync(left, cancellationToken);
    }

    private async Task<StoppedQueries> StopAsync(Dictionary<string, string> runs, CancellationToken cancellationToken)
    {
        try
        {
            var active = await queries.StopWritersAsync(runs.Keys, cancellationToken);
            return new(active.Select(id => runs[id]).ToHashSet());
        }
        catch (FailureException e)
        {
            return new(runs.Values.ToHashSet(), e.Failure);
        }
    }

    private OrchestrationQuery RecentQueues() =>
        new(CreatedFrom: time.GetUtcNow() - LookBack, InstanceIdPrefix: ChildIds.QueuePrefix, FetchInputsAndOutputs: true);

    private static async Task<QueueStatus?> OfDeadRunAsync(OrchestrationMetadata queue, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var status = string.IsNullOrEmpty(queue.SerializedCustomStatus) ? null : queue.ReadCustomStatusAs<QueueStatus>();
        return status is null || await client.GetInstanceAsync(status.RunId, cancellationToken) is { IsCompleted: false } ? null : status;
    }
}

/// <summary>What came of stopping queries.</summary>
/// <param name="BusyRuns">Runs that are over, and whose queries may write all the same.</param>
/// <param name="Refused">Why some could not be stopped; null when all could.</param>
public sealed record StoppedQueries(IReadOnlySet<string> BusyRuns, Failure? Refused = null);
