using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Reports of tables that one query builds.</summary>
internal static class BuildReports
{
    /// <summary>A table's report with what the query that builds it took, and where it put the data.</summary>
    /// <param name="report">Names and status.</param>
    /// <param name="query">How the query ended.</param>
    /// <param name="plan">What it was to build.</param>
    /// <param name="spent">Calls of the whole refresh.</param>
    public static TableReport WithBuild(this TableReport report, QueryResult query, TablePlan plan, CallCounts spent) =>
        report with
        {
            Location = report.Status is TableStatus.Published or TableStatus.Held ? plan.Location : null,
            Attempts = query.Attempt,
            QueryExecutionId = query.QueryExecutionId,
            QueueMs = query.QueueMs,
            EngineMs = query.EngineMs,
            DataScannedBytes = query.DataScannedBytes,
            Warnings = [.. query.Warnings()],
            SkippedLines = SkippedLinesCheck.Sum(query.Skipped ?? []),
            ExcludedDays = plan.ExcludedDays.Count > 0 ? plan.ExcludedDays : null,
            ActivityExecutions = spent.ActivityExecutions,
            ApiCalls = spent.ApiCalls,
        };
}
