using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Refreshes;

/// <summary>Build, check, publish one table.</summary>
public static class RefreshTableOrchestrator
{
    /// <summary>Refreshes the table and says what came of it; never fails of what Athena, Glue or S3 answer.</summary>
    /// <param name="context">Input: <see cref="RefreshInput"/>.</param>
    [Function(FunctionNames.RefreshTableOrchestrator)]
    public static Task<TableReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Refresh(context, context.GetInput<RefreshInput>()!).RunAsync();
    }
}
