using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>One night's digest, however often it takes to get through.</summary>
public static class DigestOrchestrator
{
    /// <summary>Has it read and sent; waits and tries again while AWS or the receiver is not there.</summary>
    /// <param name="context">Input: <see cref="DigestInput"/>.</param>
    [Function(FunctionNames.DigestOrchestrator)]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = context.GetInput<DigestInput>()!;
        var sent = await new ActivityCalls(context).CallWithRetryAsync<Done>(FunctionNames.SendDigest, input);
        var logger = context.CreateReplaySafeLogger("CommerceAnalytics.Alerts");
        if (sent.Failure is { } failure)
            logger.DigestNotSent(input.ExecutionDate, failure.Message);
        else
            logger.DigestSent(input.ExecutionDate);
        return sent.Failure?.Message ?? "sent";
    }
}
