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
    public static RunReport Settle(RunReport report, OrchestrationMetadata run) =>
        report.Status != ReportStatus.Running || !run.IsCompleted ? report
        : InstanceFailures.Of(run) is { } details
            ? Failed(report, CallFailures.Of(FunctionNames.RunOrchestrator, details)) with
            {
                FinishedAt = run.LastUpdatedAt,
            }
        : report with { Status = StatusOf(run), FinishedAt = run.LastUpdatedAt };

    private static ReportStatus StatusOf(OrchestrationMetadata run) =>
        run.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => ReportStatus.Succeeded,
            OrchestrationRuntimeStatus.Terminated => ReportStatus.Cancelled,
            _ => ReportStatus.Failed,
        };

    /// <summary>
    /// Tables that were not reached count as failed, so that a rerun of the failed tables takes them.
    /// </summary>
    private static RunReport Failed(RunReport report, Failure failure)
    {
        var services = report.Services.Select(service => Failed(service, failure)).ToList();
        var overview =
            report.Overview is { } open && IsOpen(open)
                ? TableReports.OfOverview(TableStatus.Failed, failure)
                : report.Overview;
        return report with
        {
            Status = ReportStatus.Failed,
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

    private static ServiceReport Failed(ServiceReport service, Failure failure)
    {
        var tables = service
            .Tables.Select(table =>
                IsOpen(table)
                    ? TableReports.Of(service.ServiceName, table.QueryType, TableStatus.Failed, failure)
                    : table
            )
            .ToList();
        return service with { Status = TableReports.StatusOf(tables), Tables = tables };
    }

    /// <summary>One that was left alone on purpose says why.</summary>
    private static bool IsOpen(TableReport table) => table is { Status: TableStatus.Skipped, Warnings.Count: 0 };
}
