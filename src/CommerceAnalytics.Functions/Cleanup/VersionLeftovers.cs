using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Versions that were begun by runs which are over, and never checked: of failed queries and checks, and of runs that
/// were cancelled or killed.
/// </summary>
/// <remarks>
/// One that was checked is not touched here: it may have been published, and be what somebody wants back. Where it was
/// not, the next publication of its table finds it among the older ones.
/// </remarks>
/// <param name="store">Versions.</param>
public sealed class VersionLeftovers(
    ISummaryStore store,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    ILogger<VersionLeftovers> logger
)
{
    internal async Task<IReadOnlyList<Leftover>> FindAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var found = new List<Leftover>();
        foreach (var version in await CandidatesAsync(owners, cancellationToken))
        {
            if (await store.ListFilesAsync(version, cancellationToken) is { Count: > 0 } files)
                found.Add(Of(version, files));
        }

        return found;
    }

    /// <summary>
    /// Deletes them, but for those of runs whose queries do not stop: they are left to the next time.
    /// </summary>
    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(
        RunOwners owners,
        IReadOnlySet<string> busyRuns,
        CancellationToken cancellationToken
    )
    {
        var removed = new List<Leftover>();
        foreach (
            var version in (await CandidatesAsync(owners, cancellationToken)).Where(version =>
                !busyRuns.Contains(version.RunId)
            )
        )
        {
            var files = await store.ListFilesAsync(version, cancellationToken);
            var deleted = await store.RemoveVersionsAsync(
                [version],
                stands => stands.State == version.State,
                cancellationToken
            );
            if (deleted.GetValueOrDefault(version.Location) == 0)
                continue;
            removed.Add(Of(version, files));
            logger.LeftoverRemoved(version.RunId, files.Count, version.Location);
        }

        return removed;
    }

    private async Task<IReadOnlyList<TableVersion>> CandidatesAsync(
        RunOwners owners,
        CancellationToken cancellationToken
    )
    {
        var versions = (await store.ListVersionsAsync(cancellationToken))
            .Where(version => version.State is VersionState.Started or VersionState.Removed)
            .ToList();
        if (versions.Count == 0)
            return [];
        var live = await catalog.ListLiveAsync(settings.Value.Database, cancellationToken);
        var shown = live.Select(table => table.Location).ToHashSet();
        var candidates = new List<TableVersion>();
        foreach (var version in versions.Where(version => !shown.Contains(version.Location)))
        {
            if (await owners.IsOverAsync(version.RunId, version.WrittenAt, cancellationToken))
                candidates.Add(version);
        }

        return candidates;
    }

    private static Leftover Of(TableVersion version, IReadOnlyList<StoredFile> files) =>
        new(LeftoverKind.Location, version.RunId, version.Location, files.Count, files.Sum(file => file.Bytes));
}
