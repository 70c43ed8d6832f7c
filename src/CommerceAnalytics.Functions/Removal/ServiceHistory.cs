using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Removal;

/// <summary>What history shows of a service, and the versions that it keeps for that.</summary>
/// <param name="archive">Archived versions.</param>
/// <param name="catalog">Which history tables there are: of summaries too that are not refreshed any more.</param>
public sealed class ServiceHistory(
    IHistoryCatalog history,
    IVersionArchive archive,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings
)
{
    internal async Task<IReadOnlyList<ServiceThing>> FindAsync(string serviceName, CancellationToken cancellationToken)
    {
        var found = new List<ServiceThing>();
        foreach (var queryType in await QueryTypesAsync(cancellationToken))
        {
            var nights = await history.ListAsync(queryType, serviceName, cancellationToken);
            found.AddRange(nights.OrderBy(night => night.Of.Night).Select(night => Thing(queryType, night)));
        }

        foreach (var (_, versions) in await ArchivedAsync(serviceName, cancellationToken))
            found.AddRange(versions.Select(Thing));
        return found;
    }

    /// <summary>
    /// Takes the nights out of the catalog, so that no reader meets half of one, then deletes their data. Can be
    /// repeated.
    /// </summary>
    internal async Task RemoveAsync(string serviceName, CancellationToken cancellationToken)
    {
        foreach (var queryType in await QueryTypesAsync(cancellationToken))
        {
            var nights = await history.ListAsync(queryType, serviceName, cancellationToken);
            if (nights.Count > 0)
                await history.RemoveAsync(queryType, [.. nights.Select(night => night.Of)], cancellationToken);
        }

        foreach (var (file, versions) in await ArchivedAsync(serviceName, cancellationToken))
        {
            await archive.DeleteDataAsync(versions, cancellationToken);
            await archive.DropAsync(file, versions, cancellationToken);
        }
    }

    /// <summary>All of the archive is read for it: a service is removed once in its life.</summary>
    private async Task<List<(ArchiveFile File, List<ArchivedVersion> Versions)>> ArchivedAsync(
        string serviceName,
        CancellationToken cancellationToken
    )
    {
        var own = new List<(ArchiveFile File, List<ArchivedVersion> Versions)>();
        foreach (var shelf in Enum.GetValues<ArchiveShelf>())
        {
            foreach (var file in await archive.ListAsync(shelf, cancellationToken))
            {
                var there = (await archive.ReadAsync(file, cancellationToken))?.Versions ?? [];
                var versions = there.Where(one => one.ServiceName == serviceName).ToList();
                if (versions.Count > 0)
                    own.Add((file, versions));
            }
        }

        return own;
    }

    /// <summary>The overview's nights are of all services, and stay.</summary>
    private async Task<IEnumerable<string>> QueryTypesAsync(CancellationToken cancellationToken)
    {
        var tables = await catalog.ListAsync(settings.Value.Database, HistoryTable.All, cancellationToken);
        var queryTypes = tables.Select(table => table.Name[HistoryTable.Prefix.Length..]);
        return queryTypes.Where(queryType => queryType != OverviewTable.QueryType);
    }

    private static ServiceThing Thing(string queryType, HistoryNight night) =>
        new(ServiceThingKind.Night, $"{HistoryTable.Name(queryType)} {DayText.Of(night.Of.Night)}");

    private static ServiceThing Thing(ArchivedVersion one) =>
        new(ServiceThingKind.Version, one.Version.Location, one.Version.Files?.Count ?? 0);
}
