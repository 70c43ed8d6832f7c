using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Sends an alert.</summary>
/// <param name="webhook">Where to.</param>
public sealed class SendAlertActivity(IAlertWebhook webhook)
{
    /// <summary>
    /// Sends it once; a lost answer is followed by another, since nobody can tell it from a lost message.
    /// </summary>
    /// <param name="alert">What to say.</param>
    [Function(FunctionNames.SendAlert)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] RunAlert alert, CancellationToken cancellationToken) =>
        Attempt.RunAsync(() => webhook.SendAsync(alert, cancellationToken));
}
