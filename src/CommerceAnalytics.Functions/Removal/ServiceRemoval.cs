using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Removal;

/// <summary>
/// Removes a service: its tables, their versions with their records, its nights in history, and what the extract holds of it. Reports of runs
/// stay, since they are other services' too; one of its own kind says that the service is gone, and by that dashboards
/// leave it out.
/// </summary>
/// <param name="tables">Summary tables.</param>
/// <param name="extract">The extract.</param>
/// <param name="history">History.</param>
/// <param name="locations">What tables show.</param>
/// <param name="store">Where reports lie.</param>
public sealed class ServiceRemoval(
    ServiceTables tables,
    ServiceExtract extract,
    ServiceHistory history,
    LocationCheck locations,
    ISummaryStore store,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<ServiceRemoval> logger
)
{
    /// <summary>Why a service may not be removed now; null where nothing stands against it.</summary>
    /// <param name="serviceName">A valid service name.</param>
    public async Task<Failure?> RefusalAsync(
        DurableTaskClient client,
        string serviceName,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        if (settings.Value.RunServices().Contains(serviceName))
            return Configured(serviceName);
        var query = new OrchestrationQuery(
            Statuses: RunStatuses.GoingOn,
            InstanceIdPrefix: RunIds.Prefix,
            FetchInputsAndOutputs: true
        );
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            var isRun = RunIds.Parse(run.InstanceId) is not null;
            if (isRun && run.ReadInputAs<RunInput>()?.Request.ServiceNames.Contains(serviceName) == true)
                return GoesOn(serviceName, run.InstanceId);
        }

        return null;
    }

    /// <summary>
    /// What there is of a service; changes nothing. Throws <see cref="FailureException"/> when AWS does not answer.
    /// </summary>
    /// <param name="serviceName">A valid service name.</param>
    public async Task<IReadOnlyList<ServiceThing>> FindAsync(string serviceName, CancellationToken cancellationToken) =>
        [
            .. await tables.FindAsync(serviceName, cancellationToken),
            .. await history.FindAsync(serviceName, cancellationToken),
            .. await extract.FindAsync(serviceName, cancellationToken),
        ];

    /// <summary>
    /// Removes it. After a kill, or where AWS refused in the middle, it can be repeated and goes on with what is left.
    /// Nothing must stand against it: <see cref="RefusalAsync"/>. Throws <see cref="FailureException"/> when AWS does
    /// not do its part.
    /// </summary>
    /// <param name="serviceName">A valid service name.</param>
    /// <returns>What was there.</returns>
    public async Task<IReadOnlyList<ServiceThing>> RemoveAsync(string serviceName, CancellationToken cancellationToken)
    {
        // Records are written and deleted, which must not lie where a table is read.
        await locations.CheckAsync(
            SummarySet.Of(settings.Value).Names.Select(type => (serviceName, type)),
            cancellationToken
        );
        var found = await FindAsync(serviceName, cancellationToken);
        var began = time.GetUtcNow();
        // Told first: dashboards leave it out before its tables are gone.
        await TellAsync(serviceName, ReportStatus.Running, began, null, cancellationToken);
        // Nights first: they may show versions that go with their tables.
        await history.RemoveAsync(serviceName, cancellationToken);
        await tables.RemoveAsync(serviceName, cancellationToken);
        await extract.RemoveAsync(serviceName, cancellationToken);
        await TellAsync(serviceName, ReportStatus.Succeeded, began, time.GetUtcNow(), cancellationToken);
        logger.ServiceRemoved(
            serviceName,
            found.Count(thing => thing.Kind == ServiceThingKind.Table),
            found.Sum(thing => thing.Objects)
        );
        return found;
    }

    private Task TellAsync(
        string serviceName,
        ReportStatus status,
        DateTimeOffset began,
        DateTimeOffset? ended,
        CancellationToken cancellationToken
    )
    {
        var date = settings.Value.Zone().DateOf(began);
        var service = new ServiceReport(serviceName, status, []);
        var report = new RunReport(
            $"removal-{serviceName}",
            date,
            status,
            began,
            ended,
            [service],
            ReportTotals.Of([service])
        )
        {
            Kind = RunKind.Removal,
        };
        return store.WriteTextAsync(
            WriteReportActivity.Key(report.RunId),
            RunReportJson.Write(report) + "\n",
            cancellationToken
        );
    }

    private static Failure Configured(string serviceName) =>
        new(
            "ServiceConfigured",
            $"{serviceName} is in the setting ServiceNames: the next night would publish it anew.",
            "Take it out of CommerceAnalytics:ServiceNames first, then remove it."
        );

    private static Failure GoesOn(string serviceName, string runId) =>
        new(
            "RunGoesOn",
            $"Run {runId}, which refreshes {serviceName}, goes on or waits its turn.",
            "Wait until it has ended, or cancel it, then remove the service."
        );
}
