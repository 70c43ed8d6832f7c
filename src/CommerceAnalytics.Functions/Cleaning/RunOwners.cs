using CommerceAnalytics.Functions.Runs;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Cleaning;

/// <summary>Which runs are over. Each is asked for once: hundreds of things may belong to one.</summary>
/// <param name="client">Durable client.</param>
/// <param name="today">The present day, UTC.</param>
internal sealed class RunOwners(DurableTaskClient client, DateOnly today)
{
    // A run that this task hub does not know may be another hub's, on the same bucket, and still go on.
    private const int DaysUntilUnknownIsOver = 7;

    private readonly Dictionary<string, OrchestrationMetadata?> runs = [];

    /// <summary>Whether a run writes nothing any more. False for anything that is no run's id.</summary>
    public async Task<bool> IsOverAsync(string runId, CancellationToken cancellationToken) =>
        RunIds.Parse(runId) is { } id
        && (await FindAsync(runId, cancellationToken) is { } run ? run.IsCompleted : id.ExecutionDate.AddDays(DaysUntilUnknownIsOver) < today);

    /// <summary>Whether a run published all its tables.</summary>
    public async Task<bool> HasSucceededAsync(string runId, CancellationToken cancellationToken) =>
        await FindAsync(runId, cancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } run
        && run.ReadOutputAs<RunOutcome>() is { Status: "succeeded" };

    private async Task<OrchestrationMetadata?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        if (!runs.TryGetValue(runId, out var run))
            runs[runId] = run = await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken);
        return run;
    }
}
