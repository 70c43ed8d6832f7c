using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>The steps of a publication. Each can be repeated; what is done is not done again.</summary>
/// <param name="store">Versions.</param>
public sealed class Publisher(ITableCatalog catalog, ISummaryStore store, ILogger<Publisher> logger)
{
    /// <summary>
    /// Points the live table at a checked version, unless that would take it back. Can run twice, at any line, with the
    /// same result.
    /// </summary>
    /// <param name="built">The version.</param>
    /// <param name="force">Whether a live table of a later date may be replaced.</param>
    internal async Task<PublishResult> PublishAsync(BuiltVersion built, bool force, CancellationToken cancellationToken)
    {
        var (database, plan) = (built.Run.Settings.Database, built.Plan);
        var live = await catalog.LastSeenAsync(database, plan.Table, cancellationToken);
        // To publish over, what was seen will do; to leave the table alone, only what stands.
        if (LaterThan(built, force, live) is not null)
            live = await catalog.FindAsync(database, plan.Table, cancellationToken);
        if (LaterThan(built, force, live) is { } later)
            return new(Later: later);

        var version = await ClaimAsync(built, live, cancellationToken);
        await PointAsync(database, version, live, rolledBackBy: null, cancellationToken);
        logger.TablePublished(built.Run.RunId, plan.Table, built.Rows, plan.Location);
        return new();
    }

    /// <summary>
    /// Completes the record of a version that the audit holds: it is kept, and the live table stays as it is. Can run
    /// twice. Throws <see cref="FailureException"/> where clearing up was faster.
    /// </summary>
    /// <param name="built">The version.</param>
    internal async Task HoldAsync(BuiltVersion built, CancellationToken cancellationToken)
    {
        await CompleteAsync(built, version => version with { IsHeld = true }, cancellationToken);
        await ForgetAcceptedAsync(built, cancellationToken);
        logger.TableHeld(built.Run.RunId, built.Plan.Table, built.Plan.Location);
    }

    /// <summary>
    /// A finding that a night is without is accepted no longer, though that night is held for another: the live table
    /// keeps its data, and says so.
    /// </summary>
    private async Task ForgetAcceptedAsync(BuiltVersion built, CancellationToken cancellationToken)
    {
        var (database, table, accepted) = (built.Run.Settings.Database, built.Plan.Table, built.Accepted ?? []);
        var live = await catalog.LastSeenAsync(database, table, cancellationToken);
        if (TableParameters.Accepted(live).SequenceEqual(accepted))
            return;
        live = await catalog.FindAsync(database, table, cancellationToken);
        if (live?.Location is not { } location || TableParameters.CalculationDate(live) > built.Run.ExecutionDate)
            return;
        var parameters = TableParameters.WithAccepted(live.Parameters, accepted);
        await catalog.PublishAsync(
            new Publication(database, table, location, live.Columns, parameters),
            live,
            cancellationToken
        );
    }

    /// <summary>
    /// Completes the record of a version that goes to history alone: no live table ever shows it. Can run twice. Throws
    /// <see cref="FailureException"/> where clearing up was faster.
    /// </summary>
    /// <param name="built">The version.</param>
    internal Task MarkForHistoryAsync(BuiltVersion built, CancellationToken cancellationToken) =>
        CompleteAsync(built, version => version with { IsHistoryOnly = true }, cancellationToken);

    /// <summary>
    /// Completes the record of a version that no live table shows, with what becomes of it. Throws where clearing up
    /// was faster.
    /// </summary>
    private async Task CompleteAsync(
        BuiltVersion built,
        Func<TableVersion, TableVersion> mark,
        CancellationToken cancellationToken
    )
    {
        var plan = built.Plan;
        var whole = mark(await AsCheckedAsync(built, cancellationToken));
        var stands = await store.ChangeVersionAsync(
            plan.Table,
            plan.Location,
            version => version.State <= VersionState.Checked ? whole : null,
            cancellationToken
        );
        if (stands is not { State: VersionState.Checked })
            throw new FailureException(VersionFailures.Removed(plan));
    }

    /// <summary>
    /// Never backwards: not over a later date unless forced, and never over data written after ours, which only an
    /// activity that was delivered long ago can meet.
    /// </summary>
    private static Failure? LaterThan(BuiltVersion built, bool force, CatalogTable? live)
    {
        var date = built.Run.ExecutionDate;
        var published = TableParameters.CalculationDate(live);
        var backwards = published > date && !force;
        var overtaken = (published == date || force) && TableParameters.WrittenAt(live) > built.WrittenAt;
        return backwards || overtaken ? PublishedDates.LaterData(date, built.Plan.Table, published ?? date, 1) : null;
    }

    /// <summary>
    /// Marks a version as about to be published, with all that is known of it: from here on clearing up leaves it
    /// alone. Throws <see cref="FailureException"/> where it was faster, or where a rollback has gone back from this
    /// version meanwhile.
    /// </summary>
    /// <param name="built">What was built.</param>
    /// <param name="over">The live table as it was seen; null: there was none.</param>
    internal async Task<TableVersion> ClaimAsync(
        BuiltVersion built,
        CatalogTable? over,
        CancellationToken cancellationToken
    )
    {
        var (plan, checkedVersion) = (built.Plan, await AsCheckedAsync(built, cancellationToken));
        var replaced = await ReplacedAsync(checkedVersion, over, cancellationToken);
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
    internal async Task<string?> ReplacedAsync(
        TableVersion version,
        CatalogTable? over,
        CancellationToken cancellationToken
    )
    {
        if (TableParameters.RunId(over) is not null)
            return over!.Location;
        var versions = await store.ListVersionsAsync([version.Table], cancellationToken);
        var before = versions.FirstOrDefault(other =>
            other is { State: VersionState.Checked, IsHeld: false, IsHistoryOnly: false }
            && other.WrittenAt < version.WrittenAt
            && other.Location != version.Location
        );
        return before?.Location ?? over?.Location;
    }

    private async Task<TableVersion> AsCheckedAsync(BuiltVersion built, CancellationToken cancellationToken)
    {
        var plan = built.Plan;
        var version = new TableVersion(
            plan.Table,
            built.Run.ExecutionDate,
            built.Run.RunId,
            plan.Location,
            built.Rows,
            built.WrittenAt
        )
        {
            State = VersionState.Checked,
            QueryMs = built.QueryMs,
            Columns = plan.Columns,
            Definition = plan.Definition,
            WindowDays = plan.WindowDays,
            ExcludedDays = plan.ExcludedDays,
            ServiceNames = built.ServiceNames,
            HeldFor = built.HeldFor,
            Accepted = built.Accepted,
        };
        return version with
        {
            Files = [.. (await store.ListFilesAsync(version, cancellationToken)).Select(file => file.Name)],
        };
    }
}
