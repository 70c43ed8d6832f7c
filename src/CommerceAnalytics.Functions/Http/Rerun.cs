using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;

namespace CommerceAnalytics.Functions.Http;

/// <summary>
/// A new run of just the tables that failed or are held, of the same kind: all of them are built anew.
/// </summary>
internal static class Rerun
{
    /// <summary>Its input; null where no table failed.</summary>
    public static RunInput? Of(RunReport report, RunInput? original)
    {
        var failed = (
            from service in report.Services
            from table in service.Tables
            where table.HasFailed
            select new TableName(service.ServiceName, table.QueryType)
        ).ToList();
        var hasOverview = report.Overview is not { Status: TableStatus.Failed };
        if (failed.Count == 0 && hasOverview)
            return null;
        // The overview is of all services of the run, whichever have failed tables.
        var request = new RunRequest(
            [
                .. hasOverview
                    ? failed.Select(table => table.ServiceName).Distinct()
                    : report.Services.Select(service => service.ServiceName),
            ],
            report.ExecutionDate,
            [.. failed.Select(table => table.QueryType).Distinct()],
            original?.Request.Force ?? false
        );
        // What could not be rolled back is rolled back, not refreshed: that would publish anew what somebody wanted to
        // be rid of.
        return new(
            request,
            failed,
            report.RunId,
            report.Kind,
            IsNight: original is { IsNight: true } && IsCompletedBy(report)
        )
        {
            Held = original?.Held,
        };
    }

    /// <summary>Whether the tables that failed are all that the run still owes.</summary>
    private static bool IsCompletedBy(RunReport report) =>
        report
            .Services.SelectMany(service => service.Tables)
            .All(table => table.Status == TableStatus.Published || table.HasFailed);

    public static Failure StillRunning(RunReport report) =>
        new(
            "RunGoesOn",
            $"Run {report.RunId} still goes on.",
            "Wait until it has ended. Cancel it only if it will not end: tables that it has not published stay as they were."
        );

    public static Failure NothingFailed(RunReport report) =>
        new(
            "NothingFailed",
            $"Run {report.RunId} has no failed or held table to run again.",
            "To run the whole date again, POST /api/runs with its execution_date."
        );
}
