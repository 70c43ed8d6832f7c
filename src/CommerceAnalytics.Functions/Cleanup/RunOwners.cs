using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>Which runs are over. Each is asked for once: hundreds of things may belong to one.</summary>
/// <param name="now">The present instant.</param>
internal sealed class RunOwners(DurableTaskClient client, DateTimeOffset now)
{
    // A run that this task hub does not know may be another hub's, on the same bucket, and still go on.
    private static readonly TimeSpan UnknownIsOverAfter = TimeSpan.FromDays(7);

    private readonly Dictionary<string, OrchestrationMetadata?> _runs = [];

    /// <summary>Whether a run writes nothing any more. False for anything that is no run's id.</summary>
    /// <param name="runId">The run that left something.</param>
    /// <param name="writtenAt">
    /// When that was written: the date in a run's id says nothing of when it runs, since any date can be run again.
    /// Null: nobody knows, and a run that is not known may go on.
    /// </param>
    public async Task<bool> IsOverAsync(string runId, DateTimeOffset? writtenAt, CancellationToken cancellationToken) =>
        RunIds.Parse(runId) is not null
        && (
            await FindAsync(runId, cancellationToken) is { } run
                ? run.IsCompleted
                : writtenAt + UnknownIsOverAfter < now
        );

    /// <summary>Whether a run published all its tables.</summary>
    public async Task<bool> HasSucceededAsync(string runId, CancellationToken cancellationToken) =>
        await FindAsync(runId, cancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } run
        && run.ReadOutputAs<RunOutcome>() is { Status: "succeeded" };

    private async Task<OrchestrationMetadata?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        if (!_runs.TryGetValue(runId, out var run))
            _runs[runId] = run = await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken);
        return run;
    }
}
