using System.Net;
using System.Text;
using CommerceAnalytics.Digests;
using CommerceAnalytics.Functions.Alerts.Digests;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>The webhooks. Their addresses are secrets: they stand in no message, no log and no trace.</summary>
public sealed class AlertWebhook : IAlertWebhook, IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    private static readonly Receiver Alerts = new("alert webhook", nameof(CommerceSettings.AlertWebhookUrl));
    private static readonly Receiver Digests = new("digest webhook", nameof(CommerceSettings.DigestWebhookUrl));

    private readonly CommerceSettings _settings;
    private readonly HttpClient _http;

    /// <summary>Creates the client; sends nothing.</summary>
    public AlertWebhook(IOptions<CommerceSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this._settings = settings.Value;
        // Without a propagator the handler makes no spans: they would carry the address. A redirect would hand it to
        // somebody else.
        _http = new(
            new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            }
        )
        {
            Timeout = TimeLimit,
        };
    }

    /// <inheritdoc/>
    public Task SendAsync(RunAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return SendAsync(Alerts, _settings.AlertWebhookUrl, format => AlertText.Of(alert, format), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SendAsync(Digest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return SendAsync(
            Digests,
            _settings.DigestWebhookUrl,
            format => DigestMessage.Of(digest, format),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task SendAsync(
        Receiver receiver,
        string? url,
        Func<AlertFormat, string> text,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(url))
            return;
        if (KeyVaultReference.IsUnresolved(url))
            throw new FailureException(Unresolved(receiver));
        var address = new Uri(url);
        var format = MessageFormat.For(_settings.AlertFormat, address);
        using var body = new StringContent(text(format), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _http.PostAsync(address, body, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new FailureException(Refused(receiver, answer.StatusCode));
        }
        catch (HttpRequestException e)
        {
            throw new FailureException(Unreachable(receiver, e.HttpRequestError.ToString()));
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FailureException(Unreachable(receiver, $"no answer within {TimeLimit.TotalSeconds:N0} s"));
        }
    }

    // Logs have the message alone, so the remedy stands in it.
    private static Failure Unresolved(Receiver receiver) =>
        new(
            "WebhookUnresolved",
            $"CommerceAnalytics:{receiver.Setting} is a Key Vault reference that was not resolved. {KeyVaultReference.Remedy}",
            KeyVaultReference.Remedy,
            RetryAdvice.Never
        );

    private static Failure Refused(Receiver receiver, HttpStatusCode status) =>
        new(
            "WebhookRefused",
            $"The {receiver.Name} answered {(int)status}.",
            $"Make a new address in Slack or Teams if the old one was removed, and set CommerceAnalytics:{receiver.Setting}; set CommerceAnalytics:AlertFormat if the receiver expects another form.",
            (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                ? RetryAdvice.AfterWaiting
                : RetryAdvice.Never
        );

    // Not the exception's own message: it names the host.
    private static Failure Unreachable(Receiver receiver, string why) =>
        new(
            "WebhookUnreachable",
            $"The {receiver.Name} could not be reached ({why}).",
            $"Check CommerceAnalytics:{receiver.Setting} and the app's outbound network rules.",
            RetryAdvice.AfterWaiting
        );

    /// <summary>Who takes messages, as failures name it.</summary>
    private sealed record Receiver(string Name, string Setting);
}
