using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>The history tables, as a run needs them before it publishes.</summary>
public sealed class HistoryTables(IHistoryCatalog history, IOptions<CommerceSettings> settings)
{
    /// <summary>
    /// Makes the tables that are missing, and adds columns that definitions have gained. Throws
    /// <see cref="FailureException"/> where a column has changed its type, before anything is written.
    /// </summary>
    /// <param name="queryTypes">Query types of the run; that of the overview among them where it is built.</param>
    /// <param name="there">All tables of the summaries' database.</param>
    /// <returns>Whether history shows versions, or is to show them from now on.</returns>
    internal async Task<bool> PrepareAsync(
        IEnumerable<string> queryTypes,
        IReadOnlyList<CatalogTable> there,
        CancellationToken cancellationToken
    )
    {
        var tables = there.Where(table => HistoryTable.Is(table.Name)).ToDictionary(table => table.Name);
        if (settings.Value.HistoryNights == 0)
            return tables.Count > 0;
        var summaries = SummarySet.Of(settings.Value);
        var wanted = queryTypes
            .Select(queryType => (QueryType: queryType, Defined: Defined(queryType), Shown: Shown(queryType)))
            .ToList();
        foreach (var (queryType, defined, shown) in wanted)
        {
            if (HistoryColumns.Refusal(queryType, shown, defined) is { } refusal)
                throw new FailureException(refusal);
        }

        foreach (var (queryType, defined, shown) in wanted)
        {
            var columns = HistoryColumns.Merge(shown, defined);
            if (HistoryColumns.Differ(shown, columns))
                await history.EnsureTableAsync(queryType, columns, cancellationToken);
        }

        return true;

        IReadOnlyList<Column> Defined(string queryType) =>
            queryType == OverviewTable.QueryType ? OverviewTable.Columns : summaries.Get(queryType).Columns;

        IReadOnlyList<Column> Shown(string queryType) =>
            tables.GetValueOrDefault(HistoryTable.Name(queryType))?.Columns ?? [];
    }
}
