using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>What a person sees of a step: errors and warnings of a run's report, or what a command ends with.</summary>
/// <param name="Step">The step.</param>
/// <param name="IsFailed">Whether the run or the command failed.</param>
/// <param name="Notices">What is said, with advice.</param>
/// <param name="Text">All of it.</param>
internal sealed record Seen(string Step, bool IsFailed, IReadOnlyList<ReportNotice> Notices, string Text)
{
    // AWS's words: of Glue, Athena and S3; of S3 alone; of a query; of a query's data; of result files.
    private static readonly string[] Refusals =
    [
        "not authorized to perform",
        "AccessDenied",
        "ermission denied",
        "Access denied",
        "Unable to verify/create output bucket",
        "do not seem to have access",
    ];

    public bool IsRefused =>
        Notices.Any(notice => Refusals.Any(word => notice.Message.Contains(word, StringComparison.Ordinal)));

    public static Seen Of(string step, Failure failure) =>
        new(
            step,
            IsFailed: true,
            [new(failure.Code, failure.Message, failure.Advice)],
            $"{failure.Code}: {failure.Message}\n{failure.Advice}"
        );

    public static Seen Of(string step, RunReport report) =>
        new(
            step,
            report.Status == ReportStatus.Failed,
            [.. Of(report)],
            $"{step}: {report.Status}\n{RunReportJson.Write(report)}"
        );

    private static IEnumerable<ReportNotice> Of(RunReport report)
    {
        var tables = report.AllTables().ToList();
        return
        [
            .. tables.Select(table => table.Error).Append(report.Extract?.Error).OfType<ReportNotice>(),
            .. report.Extract?.Queries.Select(query => query.Error).OfType<ReportNotice>() ?? [],
            .. report.Extract?.Warnings ?? [],
            .. tables.SelectMany(table => table.Warnings),
            .. report.Warnings,
        ];
    }
}
