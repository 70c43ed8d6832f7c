using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tables.Rollback;

/// <summary>Goes from a live table's version to the one before.</summary>
/// <param name="store">Versions.</param>
/// <param name="publisher">Steps of a publication.</param>
public sealed class TableVersions(
    ITableCatalog catalog,
    ISummaryStore store,
    Publisher publisher,
    IOptions<CommerceSettings> settings
)
{
    /// <summary>
    /// The live version and the published one before it. Throws <see cref="FailureException"/> where there is none to
    /// go back to.
    /// </summary>
    internal async Task<(TableVersion Live, TableVersion Before)> FindAsync(
        string table,
        CancellationToken cancellationToken
    )
    {
        var versions = await store.ListVersionsAsync([table], cancellationToken);
        var shown = (await catalog.FindAsync(settings.Value.Database, table, cancellationToken))?.Location;
        var live =
            versions.FirstOrDefault(version => version.Location == shown)
            ?? throw new FailureException(RollbackFailures.NotPublished(table));
        var before =
            versions
                .SkipWhile(version => version != live)
                .Skip(1)
                .FirstOrDefault(version => version.State == VersionState.Published)
            ?? throw new FailureException(RollbackFailures.NothingBefore(live, settings.Value.VersionsToKeep));
        return (live, before);
    }

    /// <summary>
    /// Goes from one version to another, in one catalog update. Can be repeated: a table that shows the other already
    /// stays as it is. Throws <see cref="FailureException"/> where it shows a third, or the other one is not whole.
    /// </summary>
    /// <returns>The version that readers see now, and the one that they saw.</returns>
    internal async Task<(TableVersion Now, TableVersion Was)> GoAsync(
        string table,
        string from,
        string to,
        string runId,
        CancellationToken cancellationToken
    )
    {
        var versions = await store.ListVersionsAsync([table], cancellationToken);
        var live = await catalog.FindAsync(settings.Value.Database, table, cancellationToken);
        var shown = live?.Location;
        if (
            versions.FirstOrDefault(version => version.Location == to) is not { State: VersionState.Published } target
            || versions.FirstOrDefault(version => version.Location == from) is not { } source
            || (shown != from && shown != to)
        )
        {
            throw new FailureException(RollbackFailures.ChangedMeanwhile(table));
        }

        if (shown == from)
            await RefuseIncompleteAsync(target, cancellationToken);
        // Marked first: whatever comes between, the next publication keeps what readers go back to, not what they
        // leave.
        await store.ChangeVersionAsync(
            table,
            from,
            stands => stands.State <= VersionState.Published ? stands with { State = VersionState.Withdrawn } : null,
            cancellationToken
        );
        if (shown == from)
            await publisher.PointAsync(settings.Value.Database, target, live, runId, cancellationToken);
        return (target, source);
    }

    private async Task RefuseIncompleteAsync(TableVersion target, CancellationToken cancellationToken)
    {
        var there = (await store.ListFilesAsync(target, cancellationToken)).Select(file => file.Name).ToHashSet();
        if (target.Files?.Count(file => !there.Contains(file)) is > 0 and var missing)
            throw new FailureException(RollbackFailures.Incomplete(target, missing));
    }
}
