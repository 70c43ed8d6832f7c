using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Build, check, publish one table.</summary>
public static class RefreshTableOrchestrator
{
    /// <summary>Refreshes the table and says what came of it; never fails of what Athena, Glue or S3 answer.</summary>
    /// <param name="context">Input: <see cref="RefreshInput"/>.</param>
    [Function(FunctionNames.RefreshTableOrchestrator)]
    public static async Task<TableReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (input, began) = (context.GetInput<RefreshInput>()!, context.CurrentUtcDateTime);
        var report = await new Refresh(context, input).RunAsync();
        // What has ended is never replayed but by a test; a turn that could not be written is run again, and counted
        // again.
        if (!context.IsReplaying)
            RunMetrics.Refreshed(input.ServiceName, report, context.CurrentUtcDateTime - began);
        return report;
    }
}
