using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// Removes what a service's publications have made superfluous, for all its tables at once: one call does for seven
/// tables what would be seven.
/// </summary>
/// <param name="catalog">Catalog.</param>
/// <param name="store">Versions.</param>
/// <param name="logger">Log.</param>
public sealed class PruneServiceActivity(
    ITableCatalog catalog,
    ISummaryStore store,
    ILogger<PruneServiceActivity> logger
)
{
    /// <summary>
    /// Removes the staging tables from the catalog, and versions older than those that stay readable. Can run twice.
    /// </summary>
    /// <param name="input">What was built.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.PruneService)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] PruneInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfService(input.Run.RunId, input.ServiceName);
        return Attempt.RunAsync(async () =>
        {
            var built = input
                .Tables.Select(table =>
                    (Plan: input.Run.Plan(input.ServiceName, table.QueryType, table.Attempt), table.IsPublished)
                )
                .ToList();
            var unstaged = await RefusedAsync(() =>
                catalog.DeleteAsync(
                    input.Run.Settings.Database,
                    [.. built.Select(table => table.Plan.StagingTable)],
                    cancellationToken
                )
            );
            // Old versions go all the same: a right that is missing for months would let them pile up.
            var unpruned = await RefusedAsync(() =>
                PruneAsync(
                    [.. built.Where(table => table.IsPublished).Select(table => table.Plan)],
                    input.Run,
                    cancellationToken
                )
            );
            if ((unstaged ?? unpruned) is { } left)
                throw new FailureException(left);
        });
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

/// <summary>Which tables of a service were built.</summary>
/// <param name="Run">The run.</param>
/// <param name="ServiceName">Service.</param>
/// <param name="Tables">Those whose staging tables nobody needs any more.</param>
public sealed record PruneInput(RunScope Run, string ServiceName, IReadOnlyList<BuiltTable> Tables);

/// <summary>A table that was built and checked.</summary>
/// <param name="QueryType">Query type.</param>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="IsPublished">False where a later date was live, and was left so.</param>
public sealed record BuiltTable(string QueryType, int Attempt, bool IsPublished);
