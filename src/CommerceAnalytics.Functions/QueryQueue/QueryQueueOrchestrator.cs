using CommerceAnalytics.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>One per run: the only place that knows about running queries.</summary>
public static class QueryQueueOrchestrator
{
    /// <summary>Runs until the run closes it and nothing is left; starts anew before its history grows.</summary>
    /// <param name="context">Input: <see cref="QueueState"/>.</param>
    [Function(FunctionNames.QueryQueueOrchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new QueueLoop(context, context.GetInput<QueueState>()!).RunAsync();
    }
}
