using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.History;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Takes nights out of history that are older than <c>HistoryNights</c>; their data is deleted by a later run.
/// </summary>
/// <param name="history">History tables.</param>
/// <param name="archive">Versions that history shows.</param>
/// <param name="catalog">What the live tables show.</param>
/// <param name="settings">Settings.</param>
/// <param name="time">Clock.</param>
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
        var gone = 0;
        foreach (var file in files)
            gone += await TakeOutAsync(file, input, live, cancellationToken);
        return gone;
    }

    /// <summary>
    /// The partitions first, so that from the instant that is written down nobody finds the data any more.
    /// </summary>
    private async Task<int> TakeOutAsync(
        ArchiveFile file,
        KeepHistoryInput input,
        Dictionary<string, DateOnly> live,
        CancellationToken cancellationToken
    )
    {
        if (await archive.ReadAsync(file, cancellationToken) is not { } kept)
            return 0;
        var over = kept.Versions.Where(one => IsOver(one, live)).ToList();
        foreach (var ofType in over.GroupBy(one => one.QueryType))
        {
            var nights = ofType.Select(one => new NightOfService(one.ServiceName, file.Night)).Distinct();
            await history.RemoveAsync(ofType.Key, [.. nights], cancellationToken);
        }

        if (over.Count == 0)
            return 0;
        await archive.PutAsync(ArchiveShelf.Retired, input.Name, over, time.GetUtcNow(), cancellationToken);
        await archive.DropAsync(file, over, cancellationToken);
        return over.Count;
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
