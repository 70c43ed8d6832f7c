using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Locations;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>Writes the report of a run: one line, one object, so that the folder of reports is a table.</summary>
/// <param name="store">Where it is written.</param>
/// <param name="settings">Settings.</param>
public sealed class WriteReportActivity(ISummaryStore store, IOptions<CommerceSettings> settings)
{
    /// <summary>Replaces the run's report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">The host stops.</param>
    /// <returns><c>s3://</c> address of the report.</returns>
    [Function(FunctionNames.WriteReport)]
    public Task<Outcome<string>> RunAsync([ActivityTrigger] RunReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        SpanTags.OfRun(report.RunId);
        return Attempt.RunAsync(async () =>
        {
            RefuseSharedPlace(report);
            var key = Key(report.RunId);
            await store.WriteTextAsync(key, RunReportJson.Write(report) + "\n", cancellationToken);
            RunMetrics.Ended(report);
            return settings.Value.SummaryAddress() + key;
        });
    }

    /// <summary>
    /// A run that was refused since a table shows its places writes nothing there, its report included: the run's
    /// status carries it.
    /// </summary>
    internal static bool MayNotBeWritten(RunReport report) =>
        report.AllTables().Any(table => table.Error?.Code == SharedLocations.Code);

    private static void RefuseSharedPlace(RunReport report)
    {
        if (!MayNotBeWritten(report))
            return;
        RunMetrics.Ended(report);
        throw new FailureException(
            new(
                SharedLocations.Code,
                "a table of the catalog shows the place of reports",
                "See the tables' error; the report is in the run's status."
            )
        );
    }

    /// <summary>Where a run's report lies, below the summary prefix.</summary>
    internal static string Key(string runId) => $"{RunReportTable.KeyPrefix}{runId}.json";
}
