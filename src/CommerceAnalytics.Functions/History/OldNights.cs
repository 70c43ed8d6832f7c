using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.History;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Takes nights out of history that are older than <c>HistoryNights</c>; their data is deleted by a later run.
/// </summary>
/// <param name="archive">Versions that history shows.</param>
/// <param name="catalog">What the live tables show.</param>
public sealed class OldNights(
    IHistoryCatalog history,
    IVersionArchive archive,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private CommerceSettings Settings => settings.Value;

    /// <returns>How many nights were taken out.</returns>
    internal async Task<int> TakeOutAsync(KeepHistoryInput input, CancellationToken cancellationToken)
    {
        var files = (await archive.ListAsync(ArchiveShelf.Kept, cancellationToken))
            .Where(file => !HistoryNights.IsKept(file.Night, input.ExecutionDate, Settings.HistoryNights))
            .ToList();
        if (files.Count == 0)
            return 0;
        var live = await LiveAsync(cancellationToken);
        var over = new List<(ArchiveFile File, IReadOnlyList<ArchivedVersion> Versions)>();
        foreach (var file in files)
        {
            if (await archive.ReadAsync(file, cancellationToken) is { } kept)
                over.Add((file, [.. kept.Versions.Where(one => IsOver(one, live))]));
        }

        over.RemoveAll(file => file.Versions.Count == 0);
        if (over.Count > 0)
            await TakeOutAsync(over, input.Name, cancellationToken);
        return over.Sum(file => file.Versions.Count);
    }

    /// <summary>
    /// The partitions first, so that from the instant that is written down nobody finds the data any more.
    /// </summary>
    private async Task TakeOutAsync(
        List<(ArchiveFile File, IReadOnlyList<ArchivedVersion> Versions)> over,
        string name,
        CancellationToken cancellationToken
    )
    {
        var nights =
            from file in over
            from one in file.Versions
            group new NightOfService(one.ServiceName, file.File.Night) by one.QueryType;
        foreach (var ofType in nights)
            await history.RemoveAsync(ofType.Key, [.. ofType.Distinct()], cancellationToken);
        List<ArchivedVersion> versions = [.. over.SelectMany(file => file.Versions)];
        await archive.PutAsync(ArchiveShelf.Retired, name, versions, time.GetUtcNow(), cancellationToken);
        foreach (var file in over)
            await archive.DropAsync(file.File, file.Versions, cancellationToken);
    }

    /// <summary>Nights of a table that is not there are left as they are: nothing says which are old.</summary>
    private bool IsOver(ArchivedVersion one, Dictionary<string, DateOnly> live) =>
        live.TryGetValue(one.Version.Table, out var date)
        && !HistoryNights.IsKept(one.Version.ExecutionDate, date, Settings.HistoryNights);

    private async Task<Dictionary<string, DateOnly>> LiveAsync(CancellationToken cancellationToken)
    {
        var tables = await catalog.ListLiveAsync(Settings.Database, cancellationToken);
        return tables
            .Where(table => TableParameters.CalculationDate(table) is not null)
            .ToDictionary(table => table.Name, table => TableParameters.CalculationDate(table)!.Value);
    }
}
