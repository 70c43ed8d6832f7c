using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.History;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Publishes by hand what the audit holds.</summary>
/// <param name="store">Versions.</param>
/// <param name="publisher">Steps of a publication.</param>
public sealed class HeldVersions(
    ITableCatalog catalog,
    ISummaryStore store,
    IHistoryCatalog history,
    Publisher publisher,
    IOptions<CommerceSettings> settings
)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>
    /// The version of each table that a run built and the audit holds, or why it cannot be published. Changes nothing.
    /// </summary>
    /// <param name="runId">The run that built them.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="live">Locations of live tables by name.</param>
    internal async Task<IReadOnlyList<(TableName Table, TableVersion? Held, Failure? Refusal)>> FindAsync(
        string runId,
        IReadOnlyList<TableName> tables,
        IReadOnlyList<CatalogTable> live,
        CancellationToken cancellationToken
    )
    {
        var byName = live.ToDictionary(table => table.Name);
        var found = new List<(TableName, TableVersion?, Failure?)>();
        foreach (var ofService in tables.GroupBy(table => table.ServiceName))
        {
            var versions = await store.ListVersionsAsync([.. ofService.Select(Name)], cancellationToken);
            var byTable = versions.ToLookup(version => version.Table);
            foreach (var table in ofService)
            {
                List<TableVersion> own = [.. byTable[Name(table)]];
                var held = own.Find(version => version.RunId == runId && version.HeldFor is not null);
                var refusal = held is null
                    ? await GoneAsync(table, runId, cancellationToken)
                    : await RefusalAsync(table, held, own, byName.GetValueOrDefault(Name(table)), cancellationToken);
                found.Add((table, held, refusal));
            }
        }

        return found;
    }

    /// <summary>
    /// Publishes a held version: the live table in one catalog update, or, where that shows a later date, for history
    /// alone. Can be repeated; what is done is not done again. Throws <see cref="FailureException"/> where it cannot be
    /// published any more.
    /// </summary>
    /// <returns>The version as it stands, and whether the live table shows it.</returns>
    internal async Task<(TableVersion Version, bool IsLive)> PublishAsync(
        HeldStep step,
        CancellationToken cancellationToken
    )
    {
        var table = new TableName(step.ServiceName, step.QueryType);
        var versions = await store.ListVersionsAsync([Name(table)], cancellationToken);
        var live = await catalog.FindAsync(settings.Value.Database, Name(table), cancellationToken);
        var held = versions.FirstOrDefault(version => version.Location == step.Location);
        if (held is null)
            throw new FailureException(HeldFailures.Cleared(Name(table), step.Held.RunId));
        var isDone = held.IsHistoryOnly || held.Location == live?.Location;
        if (held.ReleasedBy == step.RunId && isDone)
            return (held, !held.IsHistoryOnly);
        if (await RefusalAsync(table, held, versions, live, cancellationToken) is { } refusal)
            throw new FailureException(refusal);
        await RefuseIncompleteAsync(held, cancellationToken);
        var isLive = !(TableParameters.CalculationDate(live) > held.ExecutionDate);
        var released = await ReleaseAsync(step, held, isLive ? live : null, isLive, cancellationToken);
        if (isLive)
            await publisher.PointAsync(settings.Value.Database, released, live, rolledBackBy: null, cancellationToken);
        return (released, isLive);
    }

    /// <summary>
    /// Marks it as published by hand, or about to be. What held it is accepted from then on; a later night that is
    /// published already was without it, so that history alone accepts nothing.
    /// </summary>
    private async Task<TableVersion> ReleaseAsync(
        HeldStep step,
        TableVersion held,
        CatalogTable? over,
        bool isLive,
        CancellationToken cancellationToken
    )
    {
        var replaced = isLive ? await publisher.ReplacedAsync(held, over, cancellationToken) : null;
        var accepted = (held.Accepted ?? []).Union(held.HeldFor ?? []).ToList();
        var stands = await store.ChangeVersionAsync(held.Table, held.Location, Released, cancellationToken);
        return stands is { State: VersionState.Checked }
            ? stands
            : throw new FailureException(HeldFailures.Cleared(held.Table, held.RunId));

        TableVersion? Released(TableVersion version)
        {
            if (version.State != VersionState.Checked)
                return null;
            return version with
            {
                IsHeld = false,
                IsHistoryOnly = !isLive,
                ReleasedBy = step.RunId,
                Replaces = replaced,
                Accepted = isLive ? accepted : version.Accepted,
            };
        }
    }

    private async Task<Failure?> RefusalAsync(
        TableName table,
        TableVersion held,
        IReadOnlyList<TableVersion> versions,
        CatalogTable? live,
        CancellationToken cancellationToken
    )
    {
        if (held.State == VersionState.Removed)
            return HeldFailures.Cleared(held.Table, held.RunId);
        if (held.State != VersionState.Checked || held.Location == live?.Location)
            return HeldFailures.Published(held.Table, held.RunId);
        var ofNight = versions.Where(other => other.ExecutionDate == held.ExecutionDate);
        var builtLater = ofNight.Where(other => other.WrittenAt > held.WrittenAt);
        var later = builtLater.FirstOrDefault(other => IsPublished(other, live));
        if (later is not null)
            return HeldFailures.Superseded(held, $"run {later.RunId}");
        var shown = await NightAsync(table, held.ExecutionDate, cancellationToken);
        if (TableParameters.WrittenAt(shown?.Parameters ?? None) > held.WrittenAt)
            return HeldFailures.Superseded(held, "a later run, as history shows");
        // One that was only marked for history, by a publication that did not end, is entered now.
        return held.IsHistoryOnly && !IsLacking(held, shown, live)
            ? HeldFailures.Published(held.Table, held.RunId)
            : null;
    }

    /// <summary>Records of nights that only history shows are kept elsewhere.</summary>
    private async Task<Failure> GoneAsync(TableName table, string runId, CancellationToken cancellationToken)
    {
        var shown = await NightAsync(table, RunIds.Parse(runId)!.Value.ExecutionDate, cancellationToken);
        return TableParameters.RunId(shown?.Parameters ?? None) == runId
            ? HeldFailures.Published(Name(table), runId)
            : HeldFailures.Cleared(Name(table), runId);
    }

    private async Task<HistoryNight?> NightAsync(TableName table, DateOnly night, CancellationToken cancellationToken)
    {
        var of = new NightOfService(table.ServiceName, night);
        var found = await history.FindAsync(table.QueryType, [of], cancellationToken);
        return found.SingleOrDefault();
    }

    private bool IsLacking(TableVersion held, HistoryNight? shown, CatalogTable? live)
    {
        if (shown?.Location == held.Location)
            return false;
        var date = TableParameters.CalculationDate(live) ?? held.ExecutionDate;
        return HistoryNights.IsKept(held.ExecutionDate, date, settings.Value.HistoryNights);
    }

    private static bool IsPublished(TableVersion version, CatalogTable? live)
    {
        if (version.State is VersionState.Published or VersionState.Withdrawn)
            return true;
        return version.IsHistoryOnly || version.Location == live?.Location;
    }

    private async Task RefuseIncompleteAsync(TableVersion held, CancellationToken cancellationToken)
    {
        var files = await store.ListFilesAsync(held, cancellationToken);
        var there = files.Select(file => file.Name).ToHashSet();
        var missing = (held.Files ?? []).Count(file => !there.Contains(file));
        if (missing > 0)
            throw new FailureException(HeldFailures.Incomplete(held, missing));
    }

    private static string Name(TableName table) => SummaryNames.Table(table.ServiceName, table.QueryType);
}
