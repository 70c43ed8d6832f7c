using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>
/// What the report of a run comes to that ended without writing it: terminated from outside, or dead of its code.
/// </summary>
internal static class DeadRun
{
    /// <summary>The report as it is, unless the run has ended and the report does not say so.</summary>
    public static RunReport Settle(RunReport report, OrchestrationMetadata run)
    {
        if (report.Status != ReportStatus.Running || !run.IsCompleted)
            return report;
        if (InstanceFailures.Of(run) is { } details)
        {
            // So that a rerun of the failed tables takes those that were not reached.
            var failure = CallFailures.Of(FunctionNames.RunOrchestrator, details);
            return Ended(report, run, ReportStatus.Failed, TableStatus.Failed, failure);
        }

        return run.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Terminated => Ended(report, run, ReportStatus.Cancelled, TableStatus.Cancelled),
            OrchestrationRuntimeStatus.Completed => report with
            {
                Status = ReportStatus.Succeeded,
                FinishedAt = run.LastUpdatedAt,
            },
            _ => report with { Status = ReportStatus.Failed, FinishedAt = run.LastUpdatedAt },
        };
    }

    /// <summary>Tables that were not reached end as the run did.</summary>
    private static RunReport Ended(
        RunReport report,
        OrchestrationMetadata run,
        ReportStatus status,
        TableStatus ofTables,
        Failure? failure = null
    )
    {
        var services = report.Services.Select(service => Ended(service, ofTables, failure)).ToList();
        var overview =
            report.Overview is { } open && IsOpen(open) ? TableReports.OfOverview(ofTables, failure) : report.Overview;
        return report with
        {
            Status = status,
            FinishedAt = run.LastUpdatedAt,
            Services = services,
            Overview = overview,
            Totals = ReportTotals.Of(
                services.SelectMany(service => service.Tables),
                report.Extract,
                overview: overview
            ) with
            {
                ActivityExecutions = report.Totals.ActivityExecutions,
                ApiCalls = report.Totals.ApiCalls,
            },
        };
    }

    private static ServiceReport Ended(ServiceReport service, TableStatus status, Failure? failure)
    {
        var tables = service
            .Tables.Select(table =>
                IsOpen(table) ? TableReports.Of(service.ServiceName, table.QueryType, status, failure) : table
            )
            .ToList();
        return service with { Status = TableReports.StatusOf(tables), Tables = tables };
    }

    /// <summary>One that was left alone on purpose says why.</summary>
    private static bool IsOpen(TableReport table) => table is { Status: TableStatus.Skipped, Warnings.Count: 0 };
}
