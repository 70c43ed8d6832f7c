using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Checks;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Holds what a CTAS wrote against what the summary must be.</summary>
/// <param name="queries">Athena: how many rows were written.</param>
/// <param name="catalog">Catalog: which columns the staging table has.</param>
public sealed class CheckTableActivity(IQueryExecutions queries, ITableCatalog catalog)
{
    /// <summary>Checks columns, types and number of rows; changes nothing.</summary>
    /// <param name="input">What was built.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.CheckTable)]
    public Task<Outcome<CheckResult>> RunAsync([ActivityTrigger] CheckInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType, input.QueryExecutionId);
        return Attempt.RunAsync(() => CheckAsync(input, cancellationToken));
    }

    private async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var plan = input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt);
        var staging =
            await catalog.FindAsync(input.Run.Settings.Database, plan.StagingTable, cancellationToken)
            ?? throw new FailureException(StagingTableMissing(plan, input));
        var rows =
            await queries.GetRowsWrittenAsync(input.QueryExecutionId, cancellationToken)
            ?? throw new FailureException(RowsUnknown(plan, input));
        var summary = SummarySet.Of(input.Run.Settings).Get(input.QueryType);
        return new(rows, TableCheck.Warnings(plan, rows), TableCheck.Check(summary, staging.Columns, rows));
    }

    private static Failure StagingTableMissing(TablePlan plan, CheckInput input) =>
        new(
            "StagingTableMissing",
            $"Query {input.QueryExecutionId} succeeded, but the catalog has no table {plan.StagingTable}.",
            "See whether something else deletes tables in this database while runs go on, then rerun."
        );

    private static Failure RowsUnknown(TablePlan plan, CheckInput input) =>
        new(
            "RowsUnknown",
            $"Athena does not say how many rows query {input.QueryExecutionId} wrote for {plan.Table}.",
            "Count the rows of the staging table by hand; rerun, and report it if it happens again.",
            RetryAdvice.AfterWaiting
        );
}

/// <summary>What to check.</summary>
/// <param name="Run">The run.</param>
/// <param name="ServiceName">Service.</param>
/// <param name="QueryType">Query type.</param>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="QueryExecutionId">The CTAS that wrote it.</param>
public sealed record CheckInput(
    RunScope Run,
    string ServiceName,
    string QueryType,
    int Attempt,
    string QueryExecutionId
);

/// <summary>What the check found.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Warnings">What does not stand against publishing.</param>
/// <param name="Wrong">What does; null where nothing does.</param>
public sealed record CheckResult(long Rows, IReadOnlyList<ReportNotice> Warnings, Failure? Wrong = null);
