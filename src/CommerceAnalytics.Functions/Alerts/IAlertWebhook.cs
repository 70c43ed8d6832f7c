using CommerceAnalytics.Failures;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Where alerts go: an HTTP address, or a test's list.</summary>
public interface IAlertWebhook
{
    /// <summary>Sends one message. Throws <see cref="FailureException"/> where it was not taken.</summary>
    /// <param name="alert">What to say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SendAsync(RunAlert alert, CancellationToken cancellationToken);
}
