using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Tables that the audit has held for several nights in a row: what readers see grows old.</summary>
/// <param name="store">Held versions.</param>
/// <param name="catalog">Live tables.</param>
public sealed class HeldNights(
    ISummaryStore store,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    ILogger<HeldNights> logger
)
{
    private const int Least = 3;
    private const int MostNamed = 3;

    /// <summary>
    /// A line for each first night and live date; none before the third night in a row, and none where AWS does not answer.
    /// </summary>
    internal async Task<IReadOnlyList<string>> TellAsync(RunReport report, CancellationToken cancellationToken)
    {
        var held = report.AllTables().Where(table => table.Status == TableStatus.Held).ToList();
        if (held.Count == 0)
            return [];
        try
        {
            return await TellAsync([.. held.Select(table => table.Table)], report.ExecutionDate, cancellationToken);
        }
        catch (FailureException e)
        {
            // An alert without it is better than none.
            logger.HeldNightsUnknown(report.RunId, e.Failure.Code, e.Failure.Message);
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> TellAsync(
        List<string> tables,
        DateOnly date,
        CancellationToken cancellationToken
    )
    {
        var versions = await store.ListVersionsAsync(tables, cancellationToken);
        var nights = versions
            .Where(version => version is { State: VersionState.Checked, IsHeld: true })
            .ToLookup(version => version.Table, version => version.ExecutionDate);
        var listed = await catalog.ListLiveAsync(settings.Value.Database, cancellationToken);
        var live = listed.ToDictionary(table => table.Name, TableParameters.CalculationDate);
        return
        [
            .. from table in tables
            let since = Since([.. nights[table]], date)
            where date.DayNumber - since.DayNumber + 1 >= Least
            group table by (Since: since, Live: live.GetValueOrDefault(table)) into alike
            orderby alike.Key.Since
            select Line([.. alike], alike.Key.Since, alike.Key.Live, date),
        ];
    }

    /// <summary>The first of the nights in a row up to a date.</summary>
    private static DateOnly Since(HashSet<DateOnly> nights, DateOnly date)
    {
        var since = date;
        while (nights.Contains(since.AddDays(-1)))
            since = since.AddDays(-1);
        return since;
    }

    private static string Line(List<string> tables, DateOnly since, DateOnly? live, DateOnly date)
    {
        var more = tables.Count > MostNamed ? $" and {tables.Count - MostNamed} more" : "";
        var named = string.Join(", ", tables.Take(MostNamed)) + more;
        var nights = date.DayNumber - since.DayNumber + 1;
        return $"Held for {nights} nights in a row, since {since:yyyy-MM-dd}: {named}. {Readers(live, date)}";
    }

    private static string Readers(DateOnly? live, DateOnly date)
    {
        if (live is { } shown)
            return $"Readers see {shown:yyyy-MM-dd}, {date.DayNumber - shown.DayNumber} days older.";
        return "There is no live table.";
    }
}
