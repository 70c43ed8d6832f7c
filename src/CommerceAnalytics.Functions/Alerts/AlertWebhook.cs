using System.Net;
using System.Text;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>The webhook. Its address is a secret: it stands in no message, no log and no trace.</summary>
public sealed class AlertWebhook : IAlertWebhook, IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    private readonly CommerceSettings _settings;
    private readonly HttpClient _http;

    /// <summary>Creates the client; sends nothing.</summary>
    /// <param name="settings">Settings.</param>
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
    public async Task SendAsync(RunAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (string.IsNullOrEmpty(_settings.AlertWebhookUrl))
            return;
        var address = new Uri(_settings.AlertWebhookUrl);
        using var body = new StringContent(
            AlertText.Of(alert, AlertText.FormatFor(_settings.AlertFormat, address)),
            Encoding.UTF8,
            "application/json"
        );
        try
        {
            using var answer = await _http.PostAsync(address, body, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new FailureException(Refused(answer.StatusCode));
        }
        catch (HttpRequestException e)
        {
            throw new FailureException(Unreachable(e.HttpRequestError.ToString()));
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FailureException(Unreachable($"no answer within {TimeLimit.TotalSeconds:N0} s"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Failure Refused(HttpStatusCode status) =>
        new(
            "WebhookRefused",
            $"The alert webhook answered {(int)status}.",
            "Make a new address in Slack or Teams if the old one was removed, and set CommerceAnalytics:AlertWebhookUrl; set CommerceAnalytics:AlertFormat if the receiver expects another form.",
            (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                ? RetryAdvice.AfterWaiting
                : RetryAdvice.Never
        );

    // Not the exception's own message: it names the host.
    private static Failure Unreachable(string why) =>
        new(
            "WebhookUnreachable",
            $"The alert webhook could not be reached ({why}).",
            "Check CommerceAnalytics:AlertWebhookUrl and the app's outbound network rules.",
            RetryAdvice.AfterWaiting
        );
}
