using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Versions that nothing shows any more, once no query can be reading them: of nights that were replaced, taken back or
/// grew too old.
/// </summary>
/// <param name="archive">Where they wait.</param>
/// <param name="history">What history shows.</param>
/// <param name="catalog">What live tables show.</param>
public sealed class RetiredVersions(
    IVersionArchive archive,
    IHistoryCatalog history,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<RetiredVersions> logger
)
{
    internal async Task<IReadOnlyList<Leftover>> FindAsync(CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        return [.. due.SelectMany(file => file.Versions).Select(Of)];
    }

    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(CancellationToken cancellationToken)
    {
        var removed = new List<Leftover>();
        foreach (var (file, versions) in await DueAsync(cancellationToken))
        {
            await archive.DeleteDataAsync(versions, cancellationToken);
            await archive.DropAsync(file, versions, cancellationToken);
            foreach (var one in versions)
                logger.VersionDeleted(one.Version.RunId, one.Version.Table, one.Version.Location);
            removed.AddRange(versions.Select(Of));
        }

        return removed;
    }

    /// <summary>
    /// How long the data of a night stays after its partition is gone: a query that found it there may still read it.
    /// Some minutes more than an hour, and than any query: the instant may be noted a little before the partition goes.
    /// </summary>
    /// <param name="queryTimeoutMinutes">Setting <c>QueryTimeoutMinutes</c>.</param>
    internal static TimeSpan ReadersMayStay(int queryTimeoutMinutes) =>
        TimeSpan.FromMinutes(Math.Max(60, queryTimeoutMinutes) + 5);

    private async Task<List<(ArchiveFile File, List<ArchivedVersion> Versions)>> DueAsync(
        CancellationToken cancellationToken
    )
    {
        var due = new List<(ArchiveFile File, List<ArchivedVersion> Versions)>();
        var since = time.GetUtcNow() - ReadersMayStay(settings.Value.QueryTimeoutMinutes);
        foreach (var file in await archive.ListAsync(ArchiveShelf.Retired, cancellationToken))
        {
            var retired = await archive.ReadAsync(file, cancellationToken);
            if (retired?.At < since)
                due.Add((file, [.. retired.Versions]));
        }

        var versions = due.SelectMany(file => file.Versions).ToList();
        var shown = await ShownAsync(versions, cancellationToken);
        foreach (var (_, ofFile) in due)
            ofFile.RemoveAll(one => shown.Contains(one.Version.Location));
        return due.FindAll(file => file.Versions.Count > 0);
    }

    /// <summary>What is written down is held against the catalog: nothing is deleted that anybody can read.</summary>
    private async Task<HashSet<string>> ShownAsync(List<ArchivedVersion> versions, CancellationToken cancellationToken)
    {
        if (versions.Count == 0)
            return [];
        var live = await catalog.ListLiveAsync(settings.Value.Database, cancellationToken);
        HashSet<string> shown = [.. live.Select(table => table.Location).OfType<string>()];
        foreach (var ofType in versions.GroupBy(one => one.QueryType))
        {
            var nights = ofType.Select(one => new NightOfService(one.ServiceName, one.Version.ExecutionDate));
            var found = await history.FindAsync(ofType.Key, [.. nights.Distinct()], cancellationToken);
            shown.UnionWith(found.Select(night => night.Location));
        }

        return shown;
    }

    private static Leftover Of(ArchivedVersion one)
    {
        var version = one.Version;
        var files = version.Files?.Count ?? 0;
        return new(LeftoverKind.RetiredVersion, version.RunId, version.Location, files);
    }
}
