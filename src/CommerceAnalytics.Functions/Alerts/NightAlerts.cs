using System.Collections.Concurrent;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>
/// Tells the webhook of a night that did not begin in time: once a night, through the orchestration that all alerts
/// take.
/// </summary>
/// <param name="webhook">
/// Told directly where no orchestration can be started: the storage may be what keeps the night from beginning.
/// </param>
public sealed class NightAlerts(IAlertWebhook webhook, IOptions<CommerceSettings> settings, ILogger<NightAlerts> logger)
{
    private const string Kind = "missed";

    // A start that fails is tried again and again: one message from this process is enough.
    private readonly ConcurrentDictionary<DateOnly, bool> _sentDirectly = [];

    /// <summary>
    /// Raises it; a night that was told is not told again. Throws nothing: the night is more important than its
    /// message.
    /// </summary>
    /// <param name="date">The night.</param>
    /// <param name="line">What happened and what is done about it.</param>
    public async Task RaiseAsync(
        DurableTaskClient client,
        DateOnly date,
        string line,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        if (string.IsNullOrEmpty(settings.Value.AlertWebhookUrl))
            return;
        var alert = new RunAlert(AlertKind.Missed, RunIds.For(date), date, line, Report: null, Causes: [])
        {
            // There is no run yet that could be opened.
            Link = PageLink.ToTonight(settings.Value),
        };
        var id = $"alert-night-{date:yyyy-MM-dd}-{Kind}";
        try
        {
            // Nothing starts where another host, or an earlier try, has told of this night.
            await client.TryStartAsync(FunctionNames.AlertOrchestrator, id, alert, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AlertNotSent(alert.RunId, Kind, $"{e.GetType().Name}: {e.Message}");
            if (_sentDirectly.TryAdd(date, true))
                await SendAsync(alert, cancellationToken);
        }
    }

    private async Task SendAsync(RunAlert alert, CancellationToken cancellationToken)
    {
        try
        {
            await webhook.SendAsync(alert, cancellationToken);
            logger.AlertSent(alert.RunId, Kind);
        }
        catch (FailureException e)
        {
            logger.AlertNotSent(alert.RunId, Kind, e.Failure.Message);
        }
    }
}
