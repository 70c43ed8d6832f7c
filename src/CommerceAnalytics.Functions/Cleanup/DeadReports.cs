using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Reports that say <c>running</c> of runs that ended without another word: terminated from outside, or dead of their
/// code.
/// </summary>
/// <param name="reader">Reads reports as they must be.</param>
/// <param name="store">Where they lie.</param>
public sealed class DeadReports(RunReader reader, ISummaryStore store, TimeProvider time, ILogger<DeadReports> logger)
{
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(3);

    /// <summary>Corrects them, so that <c>pipeline_runs</c> tells what the API tells.</summary>
    public async Task SettleAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        FailureException? first = null;
        var query = new OrchestrationQuery(
            CreatedFrom: time.GetUtcNow() - MostAge,
            Statuses: [OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Failed],
            InstanceIdPrefix: RunIds.Prefix
        );
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (RunIds.Parse(run.InstanceId) is null)
                continue;
            try
            {
                if (await IsOpenAsync(run.InstanceId, cancellationToken))
                    await SettleAsync(client, run.InstanceId, cancellationToken);
            }
            catch (FailureException e)
            {
                // One that cannot be read or written keeps no other from being corrected.
                first ??= e;
            }
        }

        if (first is not null)
            throw new FailureException(first.Failure, first);
    }

    private async Task<bool> IsOpenAsync(string runId, CancellationToken cancellationToken) =>
        await store.ReadTextAsync(WriteReportActivity.Key(runId), cancellationToken) is not { } text
        || RunReportJson.ReadOrNull(text, runId) is null or { Status: ReportStatus.Running };

    private async Task SettleAsync(DurableTaskClient client, string runId, CancellationToken cancellationToken)
    {
        if (
            await reader.ReadAsync(client, runId, cancellationToken) is not { Status: not ReportStatus.Running } settled
        )
            return;
        await store.WriteTextAsync(
            WriteReportActivity.Key(runId),
            RunReportJson.Write(settled) + "\n",
            cancellationToken
        );
        logger.ReportSettled(runId, settled.Status);
    }
}
