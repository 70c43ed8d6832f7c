using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>One run of the pipeline.</summary>
public static class RunOrchestrator
{
    /// <summary>
    /// Waits its turn, prepares, refreshes all tables, reports; throws <see cref="RunFailedException"/> at its end if a
    /// table failed.
    /// </summary>
    /// <param name="context">Input: <see cref="RunInput"/>.</param>
    [Function(FunctionNames.RunOrchestrator)]
    public static Task<RunOutcome?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Run(context, context.GetInput<RunInput>()!).RunAsync();
    }
}

/// <summary>A run ended with failed tables: its message names them and the report.</summary>
/// <param name="message">For people.</param>
public sealed class RunFailedException(string message) : Exception(message);
