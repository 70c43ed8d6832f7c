using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>Brings the nights of live tables in line with the records of their versions.</summary>
/// <remarks>
/// By what is there, not by what a run has done: a night that a killed run did not enter is entered by the next one.
/// </remarks>
/// <param name="store">Records of versions.</param>
/// <param name="catalog">What live tables show.</param>
/// <param name="archive">Where versions go that nobody goes back to.</param>
/// <param name="replaced">Archived versions that nights show no longer.</param>
public sealed class TableNights(
    IHistoryCatalog history,
    ISummaryStore store,
    ITableCatalog catalog,
    IVersionArchive archive,
    ReplacedNights replaced,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private CommerceSettings Settings => settings.Value;

    internal async Task<KeptNights> SettleAsync(KeepHistoryInput input, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(await WithLocationsAsync(input.Tables, cancellationToken), cancellationToken);
        var (entered, removed) = (0, 0);
        var locations = new HashSet<string>();
        foreach (var tables in recorded.GroupBy(table => table.Table.QueryType))
        {
            var (queryType, ofType) = (tables.Key, tables.ToList());
            var shown = await FindAsync(queryType, ofType, cancellationToken);
            var toShow = ofType.SelectMany(table => ToShow(table, shown)).ToList();
            var over = ofType.SelectMany(table => Over(table, shown)).ToList();
            await replaced.RetireAsync(input.Name, [.. Archived(ofType, toShow, shown)], cancellationToken);
            if (toShow.Count > 0)
                await history.ShowAsync(queryType, toShow, cancellationToken);
            if (over.Count > 0)
                await history.RemoveAsync(queryType, over, cancellationToken);
            over.ForEach(night => shown.Remove(night));
            toShow.ForEach(night => shown[night.Of] = night);
            locations.UnionWith(shown.Values.Select(night => night.Location));
            (entered, removed) = (entered + toShow.Count, removed + over.Count);
        }

        // All types together: their records are in one object a night, which would be written once more for each type.
        await ArchiveAsync(input.Name, recorded, locations, cancellationToken);
        return new(entered, removed);
    }

    private async Task<IReadOnlyList<LiveTable>> WithLocationsAsync(
        IReadOnlyList<LiveTable> tables,
        CancellationToken cancellationToken
    )
    {
        if (tables.All(table => table.Location is not null))
            return tables;
        var live = await catalog.ListLiveAsync(Settings.Database, cancellationToken);
        var locations = live.ToDictionary(table => table.Name, table => table.Location);
        return
        [
            .. tables.Select(table =>
                table with
                {
                    Location = table.Location ?? locations.GetValueOrDefault(Name(table)),
                }
            ),
        ];
    }

    /// <summary>One listing a service.</summary>
    private async Task<List<NightlyVersions>> ReadAsync(
        IReadOnlyList<LiveTable> tables,
        CancellationToken cancellationToken
    )
    {
        var recorded = new List<NightlyVersions>();
        foreach (var ofService in tables.GroupBy(table => table.ServiceName))
        {
            var versions = await store.ListVersionsAsync([.. ofService.Select(Name)], cancellationToken);
            var byTable = versions.ToLookup(version => version.Table);
            recorded.AddRange(ofService.Select(table => new NightlyVersions(table, [.. byTable[Name(table)]])));
        }

        return recorded;
    }

    private async Task<Dictionary<NightOfService, HistoryNight>> FindAsync(
        string queryType,
        List<NightlyVersions> tables,
        CancellationToken cancellationToken
    )
    {
        List<NightOfService> asked = [.. tables.SelectMany(table => table.Nights())];
        var found = await history.FindAsync(queryType, asked, cancellationToken);
        return found.ToDictionary(night => night.Of);
    }

    private IEnumerable<HistoryNight> ToShow(NightlyVersions table, Dictionary<NightOfService, HistoryNight> shown)
    {
        foreach (var night in table.Nights())
        {
            if (table.Wanted(night.Night, Settings.HistoryNights) is not { } wanted)
                continue;
            if (!shown.TryGetValue(night, out var there) || table.IsOutdated(there, wanted))
                yield return Entry(night, wanted);
        }
    }

    private IEnumerable<NightOfService> Over(NightlyVersions table, Dictionary<NightOfService, HistoryNight> shown) =>
        table
            .Nights()
            .Where(night => table.Wanted(night.Night, Settings.HistoryNights) is null)
            .Where(night => shown.TryGetValue(night, out var there) && table.IsOver(there, Settings.HistoryNights));

    /// <summary>What the nights show until now, where its record is among the archived ones.</summary>
    private static IEnumerable<HistoryNight> Archived(
        List<NightlyVersions> tables,
        List<HistoryNight> toShow,
        Dictionary<NightOfService, HistoryNight> shown
    )
    {
        var open = tables.SelectMany(table => table.Locations()).ToHashSet();
        return toShow
            .Select(night => shown.GetValueOrDefault(night.Of))
            .OfType<HistoryNight>()
            .Where(night => !open.Contains(night.Location));
    }

    private static HistoryNight Entry(NightOfService night, TableVersion version) =>
        new(night, version.Location)
        {
            Columns = version.Columns,
            Parameters = TableParameters.For(version, rolledBackBy: null),
        };

    /// <summary>
    /// Nothing that was published is deleted here: a query that found it a moment ago may still read it.
    /// </summary>
    private async Task ArchiveAsync(
        string name,
        List<NightlyVersions> tables,
        HashSet<string> shown,
        CancellationToken cancellationToken
    )
    {
        var old = tables
            .SelectMany(table => table.Old(Settings.VersionsToKeep), (table, version) => Archived(table.Table, version))
            .ToLookup(one => shown.Contains(one.Version.Location));
        foreach (var (shelf, isShown) in new[] { (ArchiveShelf.Kept, true), (ArchiveShelf.Retired, false) })
        {
            if (old[isShown].Any())
                await archive.PutAsync(shelf, name, [.. old[isShown]], time.GetUtcNow(), cancellationToken);
        }
    }

    private static ArchivedVersion Archived(LiveTable table, TableVersion version) =>
        new(table.ServiceName, table.QueryType, version);

    private static string Name(LiveTable table) => SummaryNames.Table(table.ServiceName, table.QueryType);
}
