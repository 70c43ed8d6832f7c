using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Failures;
using CommerceAnalytics.History;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.History;

/// <summary>The history tables, as a run needs them before it publishes.</summary>
/// <param name="history">History tables.</param>
/// <param name="settings">Settings.</param>
public sealed class HistoryTables(IHistoryCatalog history, IOptions<CommerceSettings> settings)
{
    /// <summary>
    /// Makes the tables that are missing, and adds columns that definitions have gained. Throws
    /// <see cref="FailureException"/> where a column has changed its type, before anything is written.
    /// </summary>
    /// <param name="queryTypes">Query types of the run.</param>
    /// <param name="there">All tables of the summaries' database.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Whether history shows versions, or is to show them from now on.</returns>
    internal async Task<bool> PrepareAsync(
        IEnumerable<string> queryTypes,
        IReadOnlyList<CatalogTable> there,
        CancellationToken cancellationToken
    )
    {
        var tables = there
            .Where(table => table.Name.StartsWith(HistoryTable.Prefix, StringComparison.Ordinal))
            .ToDictionary(table => table.Name);
        if (settings.Value.HistoryNights == 0)
            return tables.Count > 0;
        var wanted = queryTypes.Select(queryType => (QueryType: queryType, Shown: Shown(queryType))).ToList();
        foreach (var (queryType, shown) in wanted)
        {
            if (HistoryColumns.Refusal(queryType, shown, Defined(queryType)) is { } refusal)
                throw new FailureException(refusal);
        }

        foreach (var (queryType, shown) in wanted)
        {
            var columns = HistoryColumns.Merge(shown, Defined(queryType));
            if (columns.Count > shown.Count)
                await history.EnsureTableAsync(queryType, columns, cancellationToken);
        }

        return true;

        IReadOnlyList<Column> Shown(string queryType) =>
            tables.GetValueOrDefault(HistoryTable.Name(queryType))?.Columns ?? [];
    }

    private static IReadOnlyList<Column> Defined(string queryType) => SummaryCatalog.Get(queryType).Columns;
}
