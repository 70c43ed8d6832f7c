using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>What came of a run, in one line.</summary>
internal static class RunLine
{
    private const int MostNamed = 14;

    public static string Of(RunReport report, Outcome<string> written)
    {
        var failed = report
            .Services.SelectMany(service => service.Tables)
            .Where(table => table.Status == TableStatus.Failed)
            .ToList();
        var where = written.Result ?? $"not written ({written.Failure?.Code}: {written.Failure?.Message})";
        var what =
            failed.Count == 0
                ? $"{report.Totals.Published} of {report.Totals.Tables} tables {Done(report)}{Cancelled(report)}"
                : $"{failed.Count} of {report.Totals.Tables} tables {(report.Kind == RunKind.Rollback ? "not rolled back" : "failed")}: {Names(failed)}";
        return $"{what}{Overview(report)}; report: {where}";
    }

    private static string Overview(RunReport report) =>
        report.Overview is { Status: TableStatus.Failed } failed ? $"; the overview failed: {Names([failed])}" : "";

    private static string Done(RunReport report) =>
        report.Kind == RunKind.Rollback ? "rolled back to the version before" : "published";

    private static string Cancelled(RunReport report)
    {
        var cancelled = report
            .Services.SelectMany(service => service.Tables)
            .Count(table => table.Status == TableStatus.Cancelled);
        return cancelled > 0 ? $", {cancelled} cancelled" : "";
    }

    /// <summary>A cause that hits many tables is named once.</summary>
    private static string Names(List<TableReport> failed) =>
        string.Join(
            "; ",
            failed
                .GroupBy(table => table.Error?.Code)
                .Select(same =>
                {
                    var more = same.Count() > MostNamed ? $" and {same.Count() - MostNamed} more" : "";
                    return $"{same.Key}: {string.Join(", ", same.Take(MostNamed).Select(table => table.Table))}{more}";
                })
        );
}
