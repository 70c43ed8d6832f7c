using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>Reads a night's digest and sends it.</summary>
/// <param name="reader">Reads it.</param>
/// <param name="webhook">Where to.</param>
public sealed class SendDigestActivity(DigestReader reader, IAlertWebhook webhook)
{
    /// <summary>
    /// Sends it once; a lost answer is followed by another, since nobody can tell it from a lost message.
    /// </summary>
    /// <param name="input">The night.</param>
    [Function(FunctionNames.SendDigest)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] DigestInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Attempt.RunAsync(async () =>
        {
            var digest = await reader.ReadAsync(input, cancellationToken);
            await webhook.SendAsync(digest, cancellationToken);
        });
    }
}
