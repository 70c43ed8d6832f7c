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
public sealed class WriteReportActivity(ISummaryStore store, IOptions<CommerceSettings> settings)
{
    /// <summary>Code of the failure to change a report that somebody else has changed or deleted meanwhile.</summary>
    internal const string NotAsWrittenCode = "ReportNotAsWritten";

    /// <summary>Replaces the run's report.</summary>
    /// <param name="input">What it says.</param>
    /// <returns><c>s3://</c> address of the report.</returns>
    [Function(FunctionNames.WriteReport)]
    public Task<Outcome<string>> RunAsync([ActivityTrigger] ReportToWrite input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.Report.RunId);
        return Attempt.RunAsync(async () =>
        {
            var report = input.IsPart ? await WithRestAsync(input.Report, cancellationToken) : input.Report;
            RefuseSharedPlace(report);
            var key = Key(report.RunId);
            await store.WriteTextAsync(key, RunReportJson.Write(report) + "\n", cancellationToken);
            RunMetrics.Ended(report);
            return settings.Value.SummaryAddress() + key;
        });
    }

    /// <summary>
    /// Adds the services that have not changed since the run wrote its report last. Throws
    /// <see cref="FailureException"/> where that report does not stand any more.
    /// </summary>
    private async Task<RunReport> WithRestAsync(RunReport part, CancellationToken cancellationToken)
    {
        var text = await store.ReadTextAsync(Key(part.RunId), cancellationToken);
        var written = text is null ? null : RunReportJson.ReadOrNull(text, part.RunId);
        if (written is null || !IsAsWritten(written, part))
            throw new FailureException(NotAsWritten(part.RunId));
        var changed = part.Services.ToDictionary(service => service.ServiceName);
        return part with
        {
            Services =
            [
                .. written.Services.Select(service => changed.GetValueOrDefault(service.ServiceName) ?? service),
            ],
        };
    }

    private static bool IsAsWritten(RunReport written, RunReport part)
    {
        var there = written.Services.Select(service => service.ServiceName).ToHashSet();
        var hasAll = part.Services.All(service => there.Contains(service.ServiceName));
        var isOfThisStart = written.StartId == part.StartId && written.Status == ReportStatus.Running;
        return hasAll && isOfThisStart;
    }

    private static Failure NotAsWritten(string runId) =>
        new(NotAsWrittenCode, $"the report of {runId} is not as the run wrote it", "The run writes it anew, whole.");

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

/// <summary>A report to write.</summary>
/// <param name="Report">What it says.</param>
/// <param name="IsPart">
/// Whether it has only those services that have changed since the run wrote its report last; the others stay as they
/// are written. So the history of a run grows with its tables, and not with each write.
/// </param>
public sealed record ReportToWrite(RunReport Report, bool IsPart);
