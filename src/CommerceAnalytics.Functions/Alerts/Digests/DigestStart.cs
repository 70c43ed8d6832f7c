using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>Has a night's digest sent once, when the night's own run has ended, well or not.</summary>
public sealed class DigestStart(IOptions<CommerceSettings> settings)
{
    /// <summary>Starts it, where a setting asks for digests and the run is a night's.</summary>
    /// <param name="run">The run, ended or not.</param>
    internal async Task StartAsync(DurableTaskClient client, AlertInput run, CancellationToken cancellationToken)
    {
        var report = run.Report;
        var isEndedNight = run.IsNight && report.Status != ReportStatus.Running;
        if (!isEndedNight || string.IsNullOrEmpty(settings.Value.DigestWebhookUrl))
            return;
        var id = $"digest-{report.ExecutionDate:yyyy-MM-dd}";
        var services = report.Services.Select(service => service.ServiceName);
        var input = new DigestInput(report.RunId, report.ExecutionDate, run.Line, [.. services]);
        // Nothing starts where another run has mended the night since, or the answer to an earlier try was lost.
        await client.TryStartAsync(FunctionNames.DigestOrchestrator, id, input, cancellationToken);
    }
}
