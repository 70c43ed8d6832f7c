using CommerceAnalytics.Digests;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Where messages go: HTTP addresses, or a test's lists. One without an address goes nowhere.</summary>
public interface IAlertWebhook
{
    /// <summary>Sends an alert. Throws <see cref="FailureException"/> where it was not taken.</summary>
    /// <param name="alert">What to say.</param>
    Task SendAsync(RunAlert alert, CancellationToken cancellationToken);

    /// <summary>Sends a digest. Throws <see cref="FailureException"/> where it was not taken.</summary>
    /// <param name="digest">What to say.</param>
    Task SendAsync(Digest digest, CancellationToken cancellationToken);
}
