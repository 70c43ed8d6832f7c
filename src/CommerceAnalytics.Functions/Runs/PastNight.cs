using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Overview;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Lays out a night that is built for history alone. First all is entered that is there already, so that nothing is paid
/// for twice: the live table's own night, and what a run has built that could not enter it any more.
/// </summary>
/// <param name="nights">Nights of tables.</param>
/// <param name="lacking">What history lacks.</param>
public sealed class PastNight(TableNights nights, LackingNights lacking)
{
    /// <summary>The run laid out, with what is to be built and what is entered without a query.</summary>
    /// <param name="run">Its input.</param>
    /// <param name="live">All tables of the catalog, by name.</param>
    internal async Task<PreparedRun> PrepareAsync(
        RunScope scope,
        RunInput run,
        IReadOnlyDictionary<string, CatalogTable> live,
        CancellationToken cancellationToken
    )
    {
        var ofServices = run.Tables().ToList();
        List<TableName> tables =
        [
            .. ofServices,
            .. run.FillsInOverview ? [TableName.Overview] : Array.Empty<TableName>(),
        ];
        var before = await FindAsync(scope, tables, force: false, cancellationToken);
        await nights.SettleAsync(
            new(
                scope.RunId,
                $"{scope.RunKey}-0",
                scope.ExecutionDate,
                [.. tables.Select(table => new LiveTable(table.ServiceName, table.QueryType, null))],
                IsLast: false
            ),
            cancellationToken
        );
        var after = await FindAsync(scope, tables, force: false, cancellationToken);
        var build = run.Request.Force ? await FindAsync(scope, tables, force: true, cancellationToken) : after;
        var entered = before.Except(after).ToHashSet();
        var services = ofServices
            .GroupBy(table => table.ServiceName)
            .Select(ofService => Prepare(scope, ofService.Key, [.. ofService], build, entered));
        return new(scope, [.. services], Overview());

        PreparedOverview Overview()
        {
            if (!run.FillsInOverview)
                return PreparedOverview.None;
            return build.Contains(TableName.Overview)
                ? PreparedOverview.ForHistory(scope, run.Request.ServiceNames, live)
                : new([], null, LeftAlone(TableName.Overview, entered.Contains(TableName.Overview)));
        }
    }

    private async Task<HashSet<TableName>> FindAsync(
        RunScope scope,
        IReadOnlyList<TableName> tables,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var found = await lacking.FindAsync(tables, [scope.ExecutionDate], force, cancellationToken);
        return found.SelectMany(night => night.Tables).Select(table => table.Table).ToHashSet();
    }

    private static PreparedService Prepare(
        RunScope scope,
        string serviceName,
        IReadOnlyList<TableName> tables,
        HashSet<TableName> build,
        HashSet<TableName> entered
    )
    {
        var summaries = scope.Summaries;
        var toBuild = tables.Where(build.Contains).Select(table => table.QueryType);
        return new(
            serviceName,
            [.. toBuild.Select(type => new TableToRefresh(type, summaries.Get(type).Batch, LastDurationMs: null))],
            [
                .. tables
                    .Where(table => !build.Contains(table))
                    .Select(table => LeftAlone(table, entered.Contains(table))),
            ]
        );
    }

    private static TableReport LeftAlone(TableName table, bool isEntered)
    {
        var status = isEntered ? TableStatus.Published : TableStatus.Skipped;
        return TableReports.Of(table.ServiceName, table.QueryType, status);
    }
}
