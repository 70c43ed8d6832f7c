using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Whose turn it is.</summary>
public static class AwaitTurnActivity
{
    /// <summary>Finds a run that must end before this one may begin.</summary>
    /// <param name="runId">The run that asks.</param>
    /// <returns>That run's id; null: go ahead.</returns>
    [Function(FunctionNames.AwaitTurn)]
    public static async Task<Outcome<string>> RunAsync(
        [ActivityTrigger] string runId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        var query = new OrchestrationQuery(
            Statuses: RunStatuses.GoingOn,
            InstanceIdPrefix: RunIds.Prefix,
            FetchInputsAndOutputs: true
        );
        var runs = new List<OrchestrationMetadata>();
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (RunIds.Parse(run.InstanceId) is not null)
                runs.Add(run);
        }

        var own = runs.Find(run => run.InstanceId == runId);
        return new(runs.Find(run => run.InstanceId != runId && (HasBegun(run) || IsBefore(run, own)))?.InstanceId);
    }

    /// <summary>
    /// Clocks of two hosts may disagree about which start came first: a run that has begun is never overtaken.
    /// </summary>
    private static bool HasBegun(OrchestrationMetadata run) =>
        run.CustomStatus<RunProgress>()?.Phase is RunProgress.Preparing or RunProgress.Running;

    private static bool IsBefore(OrchestrationMetadata run, OrchestrationMetadata? own) =>
        own is not null
        && (IsPast(run), AskedAt(run), run.InstanceId).CompareTo((IsPast(own), AskedAt(own), own.InstanceId)) < 0;

    /// <summary>The nights of a backfill give way to every run that shows people new figures.</summary>
    private static bool IsPast(OrchestrationMetadata run) =>
        !string.IsNullOrEmpty(run.SerializedInput) && run.ReadInputAs<RunInput>() is { Kind: RunKind.Backfill };

    /// <summary>
    /// A run that waits long starts anew, and then shows as created anew: it keeps its place all the same.
    /// </summary>
    private static DateTimeOffset AskedAt(OrchestrationMetadata run)
    {
        if (!string.IsNullOrEmpty(run.SerializedInput) && run.ReadInputAs<RunInput>()?.Turn is { } turn)
            return new DateTimeOffset(DateTime.SpecifyKind(turn.Asked, DateTimeKind.Utc), TimeSpan.Zero);
        return run.CreatedAt;
    }
}
