using System.Text.RegularExpressions;
using CommerceAnalytics.Aws.Catalog;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Staging tables that nobody publishes any more: of failed checks, and of runs that were cancelled or killed.</summary>
/// <param name="catalog">Catalog.</param>
/// <param name="settings">Settings.</param>
/// <param name="logger">Log.</param>
public sealed partial class StagingLeftovers(
    ITableCatalog catalog, IOptions<CommerceSettings> settings, ILogger<StagingLeftovers> logger)
{
    // A run that this task hub does not know may be another hub's, on the same bucket, and still go on.
    private const int DaysUntilUnknownIsOver = 7;

    /// <summary>Removes those of runs that are over from the catalog; their data stays. What cannot be removed today is removed by a later run.</summary>
    /// <param name="runId">The run that begins.</param>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">The host stops.</param>
    public async Task RemoveAsync(string runId, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            var tables = await catalog.ListAsync(settings.Value.Database, SummaryNames.StagingPrefix + ".*", cancellationToken);
            foreach (var (owner, table) in tables.Select(table => (Owner(table), table.Name)))
            {
                if (owner is null || owner == runId || !await IsOverAsync(owner, runId, client, cancellationToken))
                    continue;
                await catalog.DeleteAsync(settings.Value.Database, table, cancellationToken);
                logger.StagingTableRemoved(owner, table);
            }
        }
        catch (FailureException e)
        {
            logger.StagingTablesNotRemoved(e.Failure.Code, e.Failure.Message);
        }
    }

    /// <summary>The run that made a table; null for any that does not bear the pipeline's name and lie in its place.</summary>
    private string? Owner(CatalogTable table)
    {
        var own = settings.Value.SummaryAddress();
        if (!Name().IsMatch(table.Name) || table.Location is not { } location || !location.StartsWith(own, StringComparison.Ordinal))
            return null;
        var runId = Version().Match(location[own.Length..]).Groups["run"].Value;
        return RunIds.Parse(runId) is null ? null : runId;
    }

    private static async Task<bool> IsOverAsync(string owner, string runId, DurableTaskClient client, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(owner, cancellationToken) is { } run
            ? run.IsCompleted
            : RunIds.Parse(owner)?.ExecutionDate.AddDays(DaysUntilUnknownIsOver) < RunIds.Parse(runId)?.ExecutionDate;

    [GeneratedRegex(@"\Apipeline_staging_[0-9]{8}_[a-z_]+_[0-9a-f]{20}\z")]
    private static partial Regex Name();

    // {prefix}_{query_type}/{D}/{run}-{8 digits of the run key}-{attempt}/
    [GeneratedRegex(@"\A[^/]+/[0-9-]{10}/(?<run>[^/]+)-[0-9a-f]{8}-[0-9]+/?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
