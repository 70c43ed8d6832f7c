using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.TableChecks;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Holds what a CTAS wrote against what the summary must be.</summary>
/// <param name="staging">What was written.</param>
public sealed class CheckTableActivity(StagingTables staging)
{
    /// <summary>Checks columns, types and number of rows; changes nothing.</summary>
    /// <param name="input">What was built.</param>
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
        var (table, rows) = await staging.ReadAsync(input.Run, plan, input.QueryExecutionId, cancellationToken);
        var summary = input.Run.Summaries.Get(input.QueryType);
        return new(rows, TableCheck.Warnings(plan, rows), TableCheck.Check(summary, table.Columns, rows));
    }
}

/// <summary>What to check.</summary>
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
