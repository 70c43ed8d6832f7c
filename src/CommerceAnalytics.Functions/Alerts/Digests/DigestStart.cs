using System.Globalization;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>Has a night's digest sent once, when the night's own run has ended, well or not.</summary>
/// <param name="settings">Settings.</param>
public sealed class DigestStart(IOptions<CommerceSettings> settings)
{
    /// <summary>Starts it, where a setting asks for digests and the run is a night's.</summary>
    /// <param name="client">Durable client.</param>
    /// <param name="run">The run, ended or not.</param>
    /// <param name="cancellationToken">The host stops.</param>
    internal async Task StartAsync(DurableTaskClient client, AlertInput run, CancellationToken cancellationToken)
    {
        var report = run.Report;
        var isEndedNight = run.IsNight && report.Status != ReportStatus.Running;
        if (!isEndedNight || string.IsNullOrEmpty(settings.Value.DigestWebhookUrl))
            return;
        var id = string.Create(CultureInfo.InvariantCulture, $"digest-{report.ExecutionDate:yyyy-MM-dd}");
        var services = report.Services.Select(service => service.ServiceName);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.DigestOrchestrator,
                new DigestInput(report.RunId, report.ExecutionDate, run.Line, [.. services]),
                new StartOrchestrationOptions(id).WithDedupeStatuses(RunStatuses.Any),
                cancellationToken
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The night has been told: another run has mended it since, or the answer to an earlier try was lost.
        }
    }
}
