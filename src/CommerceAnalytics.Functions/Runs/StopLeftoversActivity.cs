using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Queue;
using CommerceAnalytics.Reports;
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
    /// tables, data and result files of runs that are over. What cannot be cleared up today is cleared up by a later run, and said in this one's
    /// report: it is paid for until then.
    /// </summary>
    /// <param name="runId">The run that begins.</param>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.StopLeftovers)]
    public Task<ClearedUp> RunAsync([ActivityTrigger] string runId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Attempt.RunAsync(async () =>
        {
            // A stop that is only throttled is worth another try of the whole: such queries are billed.
            var failed = await FailureOfAsync(() => StopQueriesAsync(runId, client, cancellationToken), failure => failure.Retry == RetryAdvice.Never);
            failed ??= await FailureOfAsync(() => reports.SettleAsync(client, cancellationToken));
            var left = await FailureOfAsync(() => leftovers.RemoveAsync(client, cancellationToken));
            return new ClearedUp(failed ?? left);
        });
    }

    private async Task<Failure?> FailureOfAsync(Func<Task> work, Func<Failure, bool>? isLeft = null)
    {
        try
        {
            await work();
            return null;
        }
        catch (FailureException e) when (isLeft?.Invoke(e.Failure) ?? true)
        {
            logger.LeftoversNotRemoved(e.Failure.Code, e.Failure.Message);
            return e.Failure;
        }
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

/// <summary>What came of clearing up.</summary>
/// <param name="NotRemoved">Why something is left; null when nothing is.</param>
/// <param name="Failure">Why nothing was cleared up at all.</param>
public sealed record ClearedUp(Failure? NotRemoved = null, Failure? Failure = null) : Outcome, IOutcome<ClearedUp>
{
    /// <inheritdoc/>
    public static ClearedUp Failed(Failure failure) => new(Failure: failure);

    /// <summary>What the run's report says of it; null when all went well.</summary>
    internal ReportNotice? Notice() => (NotRemoved ?? Failure) is not { } failure ? null : new(
        "LeftoversNotRemoved",
        $"What earlier runs have left behind could not be cleared up: {failure.Code}: {failure.Message}",
        $"{failure.Advice} The next run tries again; `clean` (GET /api/leftovers) shows what is left.");
}
