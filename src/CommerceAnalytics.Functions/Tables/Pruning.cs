using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Planning;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Removes what publications have made superfluous.</summary>
/// <param name="store">Versions.</param>
public sealed class Pruning(ITableCatalog catalog, ISummaryStore store, ILogger<Pruning> logger)
{
    /// <summary>
    /// Removes staging tables from the catalog, and versions older than those that stay readable. Can run twice.
    /// </summary>
    /// <param name="built">What was built, and whether it was published.</param>
    /// <returns>What may not be removed; null when all went.</returns>
    internal async Task<Failure?> RemoveAsync(
        RunScope run,
        IReadOnlyCollection<(TablePlan Plan, bool IsPublished)> built,
        CancellationToken cancellationToken
    )
    {
        List<string> staging = [.. built.Select(table => table.Plan.StagingTable)];
        List<TablePlan> published = [.. built.Where(table => table.IsPublished).Select(table => table.Plan)];
        var unstaged = await RefusedAsync(() => catalog.DeleteAsync(run.Settings.Database, staging, cancellationToken));
        // Old versions go all the same: a right that is missing for months would let them pile up.
        var unpruned = await RefusedAsync(() => PruneAsync(published, run, cancellationToken));
        return unstaged ?? unpruned;
    }

    private async Task PruneAsync(List<TablePlan> published, RunScope run, CancellationToken cancellationToken)
    {
        if (published.Count == 0)
            return;
        var versions = (
            await store.ListVersionsAsync([.. published.Select(plan => plan.Table)], cancellationToken)
        ).ToLookup(version => version.Table);
        var old = published
            .SelectMany(plan => OldVersions.Of([.. versions[plan.Table]], plan.Location, run.Settings.VersionsToKeep))
            .ToList();
        var removed = await store.RemoveVersionsAsync(
            old,
            stands => stands.State != VersionState.Started,
            cancellationToken
        );
        foreach (var version in old.Where(version => removed.ContainsKey(version.Location)))
            logger.VersionDeleted(run.RunId, version.Table, version.Location);
    }

    /// <summary>
    /// The tables are published by now: what may not be removed tonight is removed another night. What only has to wait
    /// is tried again.
    /// </summary>
    private static async Task<Failure?> RefusedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (FailureException e) when (e.Failure.Retry == RetryAdvice.Never)
        {
            return e.Failure;
        }
    }
}
