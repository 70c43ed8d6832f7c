using CommerceAnalytics.Functions.Alerts.Digests;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>
/// Decides whether somebody should hear of a run, and has orchestrations of their own tell them: the run does not wait
/// for these.
/// </summary>
/// <param name="failures">Tables whose last refresh failed.</param>
/// <param name="held">Tables that have been held for nights.</param>
/// <param name="digests">Tells the business of a night.</param>
public sealed class RaiseAlertActivity(
    OpenFailures failures,
    HeldNights held,
    DigestStart digests,
    IOptions<CommerceSettings> settings
)
{
    private const int MostCauses = 5;

    /// <summary>
    /// Raises the alert, if there is one to raise, and starts the night's digest; the second time it finds that it has
    /// done so.
    /// </summary>
    /// <param name="input">The run.</param>
    [Function(FunctionNames.RaiseAlert)]
    public async Task<Outcome<Done>> RunAsync(
        [ActivityTrigger] AlertInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(client);
        return await Attempt.RunAsync(async () =>
        {
            await digests.StartAsync(client, input, cancellationToken);
            if (!string.IsNullOrEmpty(settings.Value.AlertWebhookUrl))
                await DecideAsync(client, input, cancellationToken);
        });
    }

    private async Task DecideAsync(DurableTaskClient client, AlertInput input, CancellationToken cancellationToken)
    {
        var known = await failures.ReadAsync(cancellationToken);
        var before = known ?? new Dictionary<string, DateOnly>();
        var after = input.Report.Status == ReportStatus.Running ? before : OpenFailures.After(before, input.Report);
        if (KindOf(input.Report, before.Count, after.Count) is { } kind)
            await RaiseAsync(client, input, kind, Since(kind, before, after, input.Report), cancellationToken);
        var isNew = known is not null && !after.ToHashSet().SetEquals(known);
        if (isNew && !WriteReportActivity.MayNotBeWritten(input.Report))
            await failures.WriteAsync(after, cancellationToken);
    }

    private static AlertKind? KindOf(RunReport report, int openBefore, int openAfter) =>
        report.Status switch
        {
            ReportStatus.Running => AlertKind.Late,
            ReportStatus.Failed => AlertKind.Failed,
            ReportStatus.Succeeded when openBefore > 0 && openAfter == 0 => AlertKind.Recovered,
            _ => null,
        };

    private static DateOnly? Since(
        AlertKind kind,
        IReadOnlyDictionary<string, DateOnly> before,
        IReadOnlyDictionary<string, DateOnly> after,
        RunReport report
    ) =>
        kind switch
        {
            AlertKind.Recovered => before.Values.Min(),
            AlertKind.Failed => OpenFailures.Since(after, report),
            _ => null,
        };

    private async Task RaiseAsync(
        DurableTaskClient client,
        AlertInput input,
        AlertKind kind,
        DateOnly? since,
        CancellationToken cancellationToken
    )
    {
        var report = input.Report;
        var causes = ReportCause.Errors(report).Take(MostCauses).ToList();
        var alert = new RunAlert(kind, report.RunId, report.ExecutionDate, input.Line, input.Address, causes)
        {
            Held = await held.TellAsync(report, cancellationToken) is { Count: > 0 } lines ? lines : null,
            Since = since,
            Link = PageLink.To(report.RunId, settings.Value),
        };
        var id = $"alert-{input.RunKey}-{kind.ToString().ToLowerInvariant()}";
        // Nothing starts where this activity has run before, and its answer was lost.
        await client.TryStartAsync(FunctionNames.AlertOrchestrator, id, alert, cancellationToken);
    }
}
