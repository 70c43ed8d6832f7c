using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>Reads the report of a run, of one that goes on too.</summary>
/// <param name="store">Where reports lie.</param>
public sealed class RunReader(ISummaryStore store)
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <summary>The report so far; null where there is no such run.</summary>
    /// <param name="runId">Instance id of a run.</param>
    public async Task<RunReport?> ReadAsync(DurableTaskClient client, string runId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (
            RunIds.Parse(runId) is null
            || await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken) is not { } run
        )
            return null;
        // What S3 did not take then is not there now either, or is of an earlier batch.
        if (run.IsCompleted && run.CustomStatus<RunProgress>()?.Report is { } unwritten)
            return unwritten;
        var text = await store.ReadTextAsync(WriteReportActivity.Key(runId), cancellationToken);
        var written = text is null ? null : RunReportJson.ReadOrNull(text, runId);
        // A report that was there before this run began is another's, of an instance that was purged.
        return DeadRun.Settle(written is { } report && IsOf(run, report) ? report : NotYet(run), run);
    }

    /// <summary>
    /// By the mark of the start, where both have one: the clocks of who starts a run and of who carries it out differ.
    /// </summary>
    private static bool IsOf(OrchestrationMetadata run, RunReport report)
    {
        if (report.StartId is { } start && run.ReadInputAs<RunInput>()?.Nonce is { } nonce)
            return start == nonce;
        return report.StartedAt >= run.CreatedAt - MostSkew;
    }

    private static RunReport NotYet(OrchestrationMetadata run)
    {
        var input = run.ReadInputAs<RunInput>()!;
        var asked = input.Turn?.Asked ?? run.CreatedAt.UtcDateTime;
        return new TableStates(input).Report(
            run.InstanceId,
            RunIds.Parse(run.InstanceId)!.Value.ExecutionDate,
            asked,
            null,
            CallCounts.None
        );
    }
}
