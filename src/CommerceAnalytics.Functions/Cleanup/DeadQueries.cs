using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Queries of runs that ended without stopping them. A run that is terminated from outside runs no code and reaches no
/// children.
/// </summary>
/// <param name="lost">Finds those that no status names.</param>
public sealed class DeadQueries(
    IQueryExecutions queries,
    LostQueries lost,
    TimeProvider time,
    ILogger<DeadQueries> logger
)
{
    // Queries run for hours at most: older queues have nothing left to stop.
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(3);

    // Athena ends a query after half an hour, or four hours where an account has asked for more.
    private static readonly TimeSpan LongestQuery = TimeSpan.FromHours(6);

    /// <summary>Stops them, and tells their queues, which live on, to take nothing more.</summary>
    internal async Task<StoppedQueries> StopAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var left = new Dictionary<string, string>();
        var queues = new List<DeadQueue>();
        await foreach (var queue in client.GetAllInstancesAsync(RecentQueues()).WithCancellation(cancellationToken))
        {
            if (
                queue.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                || await OfDeadRunAsync(queue, client, cancellationToken) is not { } dead
            )
                continue;
            if (!queue.IsCompleted)
                await client.RaiseEventAsync(queue.InstanceId, QueueEvents.Cancel, dead.RunId, cancellationToken);
            foreach (var id in dead.Named)
                left[id] = dead.RunId;
            if (dead.ResultsLocation is not null && queue.LastUpdatedAt > time.GetUtcNow() - LongestQuery)
                queues.Add(dead);
        }

        try
        {
            await FindAsync(queues, left, cancellationToken);
        }
        catch (FailureException e)
        {
            await StopAsync(left, cancellationToken);
            return new(left.Values.Concat(queues.Select(queue => queue.RunId)).ToHashSet(), e.Failure);
        }

        return await StopAsync(left, cancellationToken);
    }

    /// <summary>What the status names may be old, or not there at all: Athena knows.</summary>
    private async Task FindAsync(
        List<DeadQueue> queues,
        Dictionary<string, string> left,
        CancellationToken cancellationToken
    )
    {
        if (queues.Count == 0)
            return;
        var runs = queues
            .DistinctBy(queue => queue.ResultsLocation)
            .ToDictionary(queue => queue.ResultsLocation!, queue => queue.RunId);
        foreach (var query in await lost.FindAsync(runs.Keys, queues.Min(queue => queue.Since), cancellationToken))
            left[query.QueryExecutionId] = runs[query.ResultsLocation];
    }

    private async Task<StoppedQueries> StopAsync(Dictionary<string, string> runs, CancellationToken cancellationToken)
    {
        try
        {
            var active = await queries.StopWritersAsync(runs.Keys, cancellationToken);
            foreach (var run in runs.Values.CountBy(runId => runId))
                logger.LeftoversStopped(run.Key, run.Value);
            return new(active.Select(id => runs[id]).ToHashSet());
        }
        catch (FailureException e)
        {
            return new(runs.Values.ToHashSet(), e.Failure);
        }
    }

    private OrchestrationQuery RecentQueues() =>
        new(
            CreatedFrom: time.GetUtcNow() - MostAge,
            InstanceIdPrefix: ChildIds.QueuePrefix,
            FetchInputsAndOutputs: true
        );

    private static async Task<DeadQueue?> OfDeadRunAsync(
        OrchestrationMetadata queue,
        DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        var status = queue.CustomStatus<QueueStatus>();
        var scope = string.IsNullOrEmpty(queue.SerializedInput) ? null : queue.ReadInputAs<QueueState>()?.Run;
        if (
            (status?.RunId ?? scope?.RunId) is not { } runId
            || await client.GetInstanceAsync(runId, cancellationToken) is { IsCompleted: false }
        )
            return null;
        return new(runId, status?.QueryExecutionIds ?? [], scope?.ResultsLocation, queue.CreatedAt);
    }

    /// <summary>A queue of a run that is over.</summary>
    private sealed record DeadQueue(
        string RunId,
        IReadOnlyList<string> Named,
        string? ResultsLocation,
        DateTimeOffset Since
    );
}

/// <summary>What came of stopping queries.</summary>
/// <param name="BusyRuns">Runs that are over, and whose queries may write all the same.</param>
/// <param name="Refused">Why some could not be stopped; null when all could.</param>
public sealed record StoppedQueries(IReadOnlySet<string> BusyRuns, Failure? Refused = null);
