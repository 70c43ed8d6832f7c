using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>What the nights before have left: published tables and reports.</summary>
/// <param name="catalog">The catalog.</param>
/// <param name="store">Reads reports.</param>
/// <param name="buckets">Lists reports.</param>
public sealed class ResultChecks(
    ITableCatalog catalog,
    ISummaryStore store,
    BucketProbe buckets,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private const string NotYet =
        "After a first deployment: start a run (POST /api/runs). Else see the last run's report.";

    private CommerceSettings Settings => settings.Value;

    private DateOnly Today => Settings.Zone().DateOf(time.GetUtcNow());

    internal async Task<Verified> TablesAsync(string check, CancellationToken cancellationToken)
    {
        var there = (
            await catalog.ListAsync(Settings.Database, ".*_commerce_.*_summary", cancellationToken)
        ).ToDictionary(table => table.Name);
        var expected = Expected();
        var missing = expected.Where(name => !there.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            return new(
                check,
                VerifiedStatus.Wrong,
                $"{missing.Count} of {expected.Count} are not there: {string.Join(", ", missing)}",
                NotYet
            );
        var foreign = expected.Where(name => TableParameters.CalculationDate(there[name]) is null).ToList();
        if (foreign.Count > 0)
            return new(
                check,
                VerifiedStatus.Warn,
                $"not of this pipeline: {string.Join(", ", foreign)}",
                "The next run replaces them in one step each; their data is left alone."
            );
        var late = expected.Where(name => TableParameters.CalculationDate(there[name]) < Today.AddDays(-1)).ToList();
        return late.Count > 0
            ? new(
                check,
                VerifiedStatus.Warn,
                $"older than yesterday's: {string.Join(", ", late)}",
                "See the last run's report, and whether the timer fires."
            )
            : new(check, VerifiedStatus.Ok, $"all {expected.Count} are there and current");
    }

    private List<string> Expected()
    {
        var queryTypes = SummarySet.Of(Settings).Names.ToList();
        var tables = Settings
            .RunServices()
            .SelectMany(service => queryTypes.Select(type => SummaryNames.Table(service, type)));
        return [.. tables];
    }

    internal async Task<Verified> LastRunAsync(string check, CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        foreach (var date in new[] { Today, Today.AddDays(-1) })
            reports.AddRange(await ReportsAsync(date, cancellationToken));
        if (reports.MaxBy(report => report.StartedAt) is { } last)
            return Judge(check, last);
        return new(
            check,
            VerifiedStatus.Warn,
            $"no report for {Today.AddDays(-1):yyyy-MM-dd} or {Today:yyyy-MM-dd}",
            $"Nobody ran the pipeline, or the schedule does not fire. {NotYet}"
        );
    }

    private async Task<List<RunReport>> ReportsAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var prefix = $"{Settings.SummaryPrefix}/";
        var reports = new List<RunReport>();
        foreach (
            var key in await buckets.ListAsync(
                Settings.ResultsBucket,
                $"{prefix}{RunReportTable.KeyPrefix}{RunIds.For(date)}",
                cancellationToken
            )
        )
        {
            if (await store.ReadTextAsync(key[prefix.Length..], cancellationToken) is { } text)
                reports.Add(RunReportJson.Read(text));
        }

        return reports;
    }

    private static Verified Judge(string check, RunReport report)
    {
        var message =
            $"{report.RunId}: {report.Status.ToString().ToLowerInvariant()}, {report.Totals.Published} of {report.Totals.Tables} tables published";
        var failed = report
            .Services.SelectMany(service => service.Tables)
            .FirstOrDefault(table => table.Error is not null);
        return report.Status switch
        {
            ReportStatus.Failed => new(
                check,
                VerifiedStatus.Wrong,
                message,
                $"{failed?.Error?.Message} {failed?.Error?.Advice} Then POST /api/runs/{report.RunId}/rerun.".Trim()
            ),
            ReportStatus.Cancelled => new(
                check,
                VerifiedStatus.Warn,
                message,
                "Somebody cancelled it; a rerun refreshes what is missing."
            ),
            _ => new(check, VerifiedStatus.Ok, message),
        };
    }
}
