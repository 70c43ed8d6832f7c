using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>One service's part of a run: its batches, one after another.</summary>
public static class ServiceOrchestrator
{
    /// <summary>
    /// Refreshes the service's tables batch by batch; a batch begins when all queries of the one before have ended.
    /// </summary>
    /// <param name="context">Input: <see cref="ServiceInput"/>.</param>
    [Function(FunctionNames.ServiceOrchestrator)]
    public static Task<IReadOnlyList<TableReport>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ServiceRefresh(context, context.GetInput<ServiceInput>()!).RunAsync();
    }
}
