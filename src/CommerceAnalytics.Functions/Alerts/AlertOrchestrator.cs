using CommerceAnalytics.Functions.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>One message to the webhook, however often it takes to get through.</summary>
public static class AlertOrchestrator
{
    /// <summary>Sends the message; waits and sends again while the receiver is not there, up to some minutes.</summary>
    /// <param name="context">Input: <see cref="RunAlert"/>.</param>
    [Function(FunctionNames.AlertOrchestrator)]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var alert = context.GetInput<RunAlert>()!;
        var kind = alert.Kind.ToString().ToLowerInvariant();
        var sent = await new ActivityCalls(context).CallWithRetryAsync<Done>(FunctionNames.SendAlert, alert);
        var logger = context.CreateReplaySafeLogger("CommerceAnalytics.Alerts");
        if (sent.Failure is { } failure)
            logger.AlertNotSent(alert.RunId, kind, failure.Message);
        else
            logger.AlertSent(alert.RunId, kind);
        return sent.Failure?.Message ?? "sent";
    }
}
