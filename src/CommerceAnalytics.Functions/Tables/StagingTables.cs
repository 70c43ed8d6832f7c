using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Reads what a CTAS wrote, for the check.</summary>
/// <param name="queries">Athena: how many rows were written.</param>
/// <param name="catalog">Catalog: which columns the staging table has.</param>
public sealed class StagingTables(IQueryExecutions queries, ITableCatalog catalog)
{
    /// <summary>
    /// The staging table and its number of rows. Throws <see cref="FailureException"/> where one of them is not known.
    /// </summary>
    /// <param name="plan">What was built.</param>
    /// <param name="queryExecutionId">The CTAS that wrote it.</param>
    internal async Task<(CatalogTable Table, long Rows)> ReadAsync(
        RunScope run,
        TablePlan plan,
        string queryExecutionId,
        CancellationToken cancellationToken
    )
    {
        var staging =
            await catalog.FindAsync(run.Settings.Database, plan.StagingTable, cancellationToken)
            ?? throw new FailureException(Missing(plan, queryExecutionId));
        var rows =
            await queries.GetRowsWrittenAsync(queryExecutionId, cancellationToken)
            ?? throw new FailureException(RowsUnknown(plan, queryExecutionId));
        return (staging, rows);
    }

    private static Failure Missing(TablePlan plan, string queryExecutionId) =>
        new(
            "StagingTableMissing",
            $"Query {queryExecutionId} succeeded, but the catalog has no table {plan.StagingTable}.",
            "See whether something else deletes tables in this database while runs go on, then rerun."
        );

    private static Failure RowsUnknown(TablePlan plan, string queryExecutionId) =>
        new(
            "RowsUnknown",
            $"Athena does not say how many rows query {queryExecutionId} wrote for {plan.Table}.",
            "Count the rows of the staging table by hand; rerun, and report it if it happens again.",
            RetryAdvice.AfterWaiting
        );
}
