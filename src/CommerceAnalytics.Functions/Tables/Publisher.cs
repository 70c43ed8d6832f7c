using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>The steps of a publication. Each can be repeated; what is done is not done again.</summary>
/// <param name="catalog">Catalog.</param>
/// <param name="store">Versions.</param>
public sealed class Publisher(ITableCatalog catalog, ISummaryStore store)
{
    /// <summary>
    /// Marks a version as about to be published, with all that is known of it: from here on clearing up leaves it
    /// alone. Throws <see cref="FailureException"/> where it was faster, or where a rollback has gone back from this
    /// version meanwhile.
    /// </summary>
    /// <param name="input">What was built.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="over">The live table as it was seen; null: there was none.</param>
    /// <param name="cancellationToken">The host stops.</param>
    internal async Task<TableVersion> ClaimAsync(
        PublishInput input,
        TablePlan plan,
        CatalogTable? over,
        CancellationToken cancellationToken
    )
    {
        var checkedVersion = await AsCheckedAsync(input, plan, cancellationToken);
        var replaced = await ReplacedAsync(plan, checkedVersion, over, cancellationToken);
        var stands = await store.ChangeVersionAsync(
            plan.Table,
            plan.Location,
            version =>
                version.State > VersionState.Published
                    ? null
                    : checkedVersion with
                    {
                        State = version.State == VersionState.Published ? VersionState.Published : VersionState.Checked,
                        // An activity that runs twice finds what it has published itself.
                        Replaces = over?.Location == plan.Location ? version.Replaces : replaced,
                    },
            cancellationToken
        );
        // Of a run that was begun by a program that recorded later: its staging table says that nobody has cleared up.
        if (
            stands is null
            && await catalog.FindAsync(input.Run.Settings.Database, plan.StagingTable, cancellationToken) is not null
        )
            stands = await store.RecordVersionAsync(checkedVersion, cancellationToken);
        return stands is { State: VersionState.Checked or VersionState.Published }
            ? stands
            : throw new FailureException(VersionFailures.Removed(plan));
    }

    /// <summary>
    /// Points the live table at a version, in one catalog update. Nothing is written down after it: that the version
    /// was published, the live table says, and later the record of the one that replaces it.
    /// </summary>
    /// <param name="database">Database of the live table.</param>
    /// <param name="version">A version whose columns are known.</param>
    /// <param name="over">The live table as it was seen before the version was claimed; null: there was none.</param>
    /// <param name="rolledBackBy">For a rollback, its run.</param>
    /// <param name="cancellationToken">The host stops.</param>
    internal Task PointAsync(
        string database,
        TableVersion version,
        CatalogTable? over,
        string? rolledBackBy,
        CancellationToken cancellationToken
    ) =>
        catalog.PublishAsync(
            new Publication(
                database,
                version.Table,
                version.Location,
                version.Columns,
                TableParameters.For(version, rolledBackBy)
            ),
            over,
            cancellationToken
        );

    /// <summary>
    /// The location that readers see until now. Where there is no table, or somebody else's, a version that was checked
    /// before may have been live until somebody dropped its table by hand: the last such one counts as live, so that it
    /// stays.
    /// </summary>
    private async Task<string?> ReplacedAsync(
        TablePlan plan,
        TableVersion version,
        CatalogTable? over,
        CancellationToken cancellationToken
    )
    {
        if (TableParameters.RunId(over) is not null)
            return over!.Location;
        var versions = await store.ListVersionsAsync([plan.Table], cancellationToken);
        var before = versions.FirstOrDefault(other =>
            other.State == VersionState.Checked
            && other.WrittenAt < version.WrittenAt
            && other.Location != plan.Location
        );
        return before?.Location ?? over?.Location;
    }

    private async Task<TableVersion> AsCheckedAsync(
        PublishInput input,
        TablePlan plan,
        CancellationToken cancellationToken
    )
    {
        var version = new TableVersion(
            plan.Table,
            input.Run.ExecutionDate,
            input.Run.RunId,
            plan.Location,
            input.Rows,
            input.WrittenAt
        )
        {
            State = VersionState.Checked,
            QueryMs = input.QueryMs,
            Columns = plan.Columns,
            ExcludedDays = plan.ExcludedDays,
        };
        return version with
        {
            Files = [.. (await store.ListFilesAsync(version, cancellationToken)).Select(file => file.Name)],
        };
    }
}
