using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>Build, check, publish the table of all services, before theirs.</summary>
public static class OverviewOrchestrator
{
    /// <summary>Refreshes it and says what came of it; never fails of what Athena, Glue or S3 answer.</summary>
    /// <param name="context">Input: <see cref="OverviewInput"/>.</param>
    [Function(FunctionNames.OverviewOrchestrator)]
    public static async Task<TableReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var began = context.CurrentUtcDateTime;
        var report = await new OverviewRefresh(context, context.GetInput<OverviewInput>()!).RunAsync();
        if (!context.IsReplaying)
            RunMetrics.Refreshed(null, report, context.CurrentUtcDateTime - began);
        return report;
    }
}
