using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.History;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Finds what history lacks: per query type, service and night by the partition, and by nothing that anybody remembers.
/// </summary>
/// <param name="catalog">What live tables show.</param>
public sealed class LackingNights(
    IHistoryCatalog history,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private CommerceSettings Settings => settings.Value;

    /// <summary>What of some nights is to be done; nights of which nothing is are left out.</summary>
    /// <param name="tables">Tables.</param>
    /// <param name="nights">Nights in any order, which is kept.</param>
    /// <param name="force">Whether nights that are there are built anew.</param>
    internal async Task<IReadOnlyList<LackingNight>> FindAsync(
        IReadOnlyList<TableName> tables,
        IReadOnlyList<DateOnly> nights,
        bool force,
        CancellationToken cancellationToken
    ) => (await JudgeAsync(tables, nights, force, cancellationToken)).Lacking;

    /// <summary>The same, and which nights are left out whatever history has.</summary>
    /// <param name="tables">Tables.</param>
    /// <param name="nights">Nights in any order, which is kept.</param>
    /// <param name="force">Whether nights that are there are built anew.</param>
    internal async Task<JudgedNights> JudgeAsync(
        IReadOnlyList<TableName> tables,
        IReadOnlyList<DateOnly> nights,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var live = await LiveAsync(cancellationToken);
        var there = force ? [] : await ThereAsync(tables, nights, cancellationToken);
        // Where nothing is live, the first nightly run will count from its own date, which is today's.
        var today = Settings.Zone().DateOf(time.GetUtcNow());
        var leftOut = new LeftOutNights(Settings.HistoryNights, tables.Count);
        IReadOnlyList<LackingNight> lacking =
        [
            .. nights
                .Select(night => new LackingNight(
                    night,
                    [.. tables.Select(table => Judge(table, night)).OfType<LackingTable>()]
                ))
                .Where(night => night.Tables.Count > 0),
        ];
        return new(lacking, leftOut);

        LackingTable? Judge(TableName table, DateOnly night)
        {
            var shown = live.GetValueOrDefault(SummaryNames.Table(table.ServiceName, table.QueryType));
            if (!MayHave(night, shown ?? today))
            {
                leftOut.Add(night, shown, shown ?? today);
                return null;
            }

            return there.Contains((table, night)) ? null : new(table, IsThere: shown == night && !force);
        }
    }

    /// <summary>
    /// A night after the live table's is the nightly run's to bring, and one that is too old would be taken out again.
    /// </summary>
    private bool MayHave(DateOnly night, DateOnly countedFrom) =>
        night <= countedFrom && HistoryNights.IsKept(night, countedFrom, Settings.HistoryNights);

    private async Task<Dictionary<string, DateOnly?>> LiveAsync(CancellationToken cancellationToken)
    {
        var tables = await catalog.ListLiveAsync(Settings.Database, cancellationToken);
        return tables.ToDictionary(table => table.Name, TableParameters.CalculationDate);
    }

    /// <summary>One question for each query type, however many services and nights.</summary>
    private async Task<HashSet<(TableName, DateOnly)>> ThereAsync(
        IReadOnlyList<TableName> tables,
        IReadOnlyList<DateOnly> nights,
        CancellationToken cancellationToken
    )
    {
        var there = new HashSet<(TableName, DateOnly)>();
        foreach (var ofType in tables.GroupBy(table => table.QueryType))
        {
            var asked = from table in ofType from night in nights select new NightOfService(table.ServiceName, night);
            foreach (var found in await history.FindAsync(ofType.Key, [.. asked], cancellationToken))
                there.Add((new(found.Of.ServiceName, ofType.Key), found.Of.Night));
        }

        return there;
    }
}

/// <summary>What became of some nights.</summary>
/// <param name="Lacking">Those of which something is to be done.</param>
/// <param name="LeftOut">Those that history is not given.</param>
internal sealed record JudgedNights(IReadOnlyList<LackingNight> Lacking, LeftOutNights LeftOut);

/// <summary>What history lacks of a night.</summary>
/// <param name="Tables">One table or more.</param>
internal sealed record LackingNight(DateOnly Night, IReadOnlyList<LackingTable> Tables);

/// <summary>A table that history lacks of a night.</summary>
/// <param name="Table">Which.</param>
/// <param name="IsThere">Whether the live table shows that very night: it is entered as it stands.</param>
internal sealed record LackingTable(TableName Table, bool IsThere);
