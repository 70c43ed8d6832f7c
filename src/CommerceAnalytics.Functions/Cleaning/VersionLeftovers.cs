using CommerceAnalytics.Aws.Catalog;
using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleaning;

/// <summary>Versions that were begun by runs which are over, and never published: of failed queries and checks, and of runs that were cancelled or killed.</summary>
/// <param name="store">Versions.</param>
/// <param name="queries">Athena.</param>
/// <param name="catalog">Catalog.</param>
/// <param name="settings">Settings.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class VersionLeftovers(
    ISummaryStore store,
    IQueryExecutions queries,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<VersionLeftovers> logger)
{
    // One that was about to be published may still be published, by an activity that was delivered long ago and is slow. The next version
    // of its table clears it up; this is for tables that have no next one.
    private static readonly TimeSpan CheckedIsLeftAlone = TimeSpan.FromDays(1);

    internal async Task<IReadOnlyList<Leftover>> FindAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var found = new List<Leftover>();
        foreach (var version in await CandidatesAsync(owners, cancellationToken))
        {
            if (await store.ListFilesAsync(version, cancellationToken) is { Count: > 0 } files)
                found.Add(new(LeftoverKind.Location, version.RunId, version.Location, files.Count, files.Sum(file => file.Bytes)));
        }

        return found;
    }

    /// <summary>Stops what still writes them and deletes them; those whose queries do not stop at once are left to the next time.</summary>
    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var candidates = await CandidatesAsync(owners, cancellationToken);
        var active = await queries.StopWritersAsync(candidates.Select(version => version.QueryExecutionId), cancellationToken);
        var removed = new List<Leftover>();
        foreach (var version in candidates.Where(version => !active.Contains(version.QueryExecutionId ?? "")))
        {
            var files = await store.ListFilesAsync(version, cancellationToken);
            if (await store.RemoveVersionAsync(version, stands => stands.State == version.State, cancellationToken) is not (> 0 and var objects))
                continue;
            removed.Add(new(LeftoverKind.Location, version.RunId, version.Location, objects, files.Sum(file => file.Bytes)));
            logger.LeftoverRemoved(version.RunId, objects, version.Location);
        }

        return removed;
    }

    private async Task<IReadOnlyList<TableVersion>> CandidatesAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var versions = (await store.ListVersionsAsync(cancellationToken)).Where(IsUnpublished).ToList();
        if (versions.Count == 0)
            return [];
        var live = await catalog.ListAsync(settings.Value.Database, PublishedDates.LiveTables, cancellationToken);
        var shown = live.Select(table => table.Location).ToHashSet();
        var candidates = new List<TableVersion>();
        foreach (var version in versions.Where(version => !shown.Contains(version.Location)))
        {
            if (await owners.IsOverAsync(version.RunId, cancellationToken))
                candidates.Add(version);
        }

        return candidates;
    }

    private bool IsUnpublished(TableVersion version) => version.State switch
    {
        VersionState.Begun or VersionState.Removed => true,
        VersionState.Checked => version.WrittenAt < time.GetUtcNow() - CheckedIsLeftAlone,
        _ => false,
    };
}
