using CommerceAnalytics.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>The nights of a range into history, one after another.</summary>
public static class BackfillOrchestrator
{
    /// <summary>
    /// Builds the newest night that history lacks, and starts anew for the next; throws
    /// <see cref="BackfillFailedException"/> at its end if a night is not there.
    /// </summary>
    /// <param name="context">Input: <see cref="BackfillInput"/>.</param>
    [Function(FunctionNames.BackfillOrchestrator)]
    public static Task<BackfillProgress?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BackfillSteps(context, context.GetInput<BackfillInput>()!).RunAsync();
    }
}

/// <summary>A backfill ended without some of its nights: its message names them.</summary>
/// <param name="message">For people.</param>
public sealed class BackfillFailedException(string message) : Exception(message);
