using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Removal;

/// <summary>
/// A service's summary tables, with all their versions. By whole names, never by what these begin with: other shops'
/// may begin alike.
/// </summary>
/// <param name="store">Versions.</param>
public sealed class ServiceTables(ITableCatalog catalog, ISummaryStore store, IOptions<CommerceSettings> settings)
{
    internal async Task<IReadOnlyList<ServiceThing>> FindAsync(string serviceName, CancellationToken cancellationToken)
    {
        var found = (await LiveAsync(serviceName, cancellationToken)).Select(Thing).ToList();
        foreach (var version in await VersionsAsync(serviceName, cancellationToken))
        {
            var files = await store.ListFilesAsync(version, cancellationToken);
            // What nobody reads any more and nothing is left of waits only for its record to be old enough.
            if (version.State != VersionState.Removed || files.Count > 0)
                found.Add(new(ServiceThingKind.Version, version.Location, files.Count, files.Sum(file => file.Bytes)));
        }

        return found;
    }

    /// <summary>
    /// Takes the tables out of the catalog, so that no reader meets half of one, then deletes their versions. Can be
    /// repeated.
    /// </summary>
    internal async Task RemoveAsync(string serviceName, CancellationToken cancellationToken)
    {
        var own = (await LiveAsync(serviceName, cancellationToken)).Where(IsOwn).Select(table => table.Name).ToList();
        if (own.Count > 0)
            await catalog.DeleteAsync(settings.Value.Database, own, cancellationToken);
        await store.RemoveVersionsAsync(
            await VersionsAsync(serviceName, cancellationToken),
            _ => true,
            cancellationToken
        );
    }

    private async Task<IReadOnlyList<CatalogTable>> LiveAsync(string serviceName, CancellationToken cancellationToken)
    {
        var names = Names(serviceName);
        var there = await catalog.ListAsync(
            settings.Value.Database,
            $"{SummaryNames.Prefix(serviceName)}_.*",
            cancellationToken
        );
        return [.. there.Where(table => names.Contains(table.Name))];
    }

    private Task<IReadOnlyList<TableVersion>> VersionsAsync(string serviceName, CancellationToken cancellationToken) =>
        store.ListVersionsAsync(Names(serviceName), cancellationToken);

    private static ServiceThing Thing(CatalogTable table) =>
        new(IsOwn(table) ? ServiceThingKind.Table : ServiceThingKind.OtherTable, table.Name);

    private static bool IsOwn(CatalogTable table) => TableParameters.RunId(table) is not null;

    private HashSet<string> Names(string serviceName) =>
        [.. SummarySet.Of(settings.Value).Names.Select(type => SummaryNames.Table(serviceName, type))];
}
