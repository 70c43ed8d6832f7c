using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>What came of a run, in one line.</summary>
internal static class RunLine
{
    private const int MostNamed = 14;

    public static string Of(RunReport report, Outcome<string> written)
    {
        var failed = Tables(report, TableStatus.Failed);
        var held = Tables(report, TableStatus.Held);
        var where = written.Result ?? $"not written ({written.Failure?.Code}: {written.Failure?.Message})";
        var what =
            failed.Count + held.Count == 0
                ? $"{report.Totals.Published} of {report.Totals.Tables} tables {Whole(report)}{Cancelled(report)}"
                : string.Join("; ", [.. Bad(report, failed, Failed(report)), .. Bad(report, held, "held")]);
        return $"{what}{Overview(report)}; report: {where}";
    }

    private static List<TableReport> Tables(RunReport report, TableStatus status) =>
        [.. report.Services.SelectMany(service => service.Tables).Where(table => table.Status == status)];

    private static IEnumerable<string> Bad(RunReport report, List<TableReport> tables, string what) =>
        tables.Count == 0 ? [] : [$"{tables.Count} of {report.Totals.Tables} tables {what}: {Names(tables)}"];

    private static string Failed(RunReport report) => report.Kind == RunKind.Rollback ? "not rolled back" : "failed";

    private static string Overview(RunReport report) =>
        report.Overview is { Status: TableStatus.Failed } failed ? $"; the overview failed: {Names([failed])}" : "";

    /// <summary>What such a run has done to a table that ended well.</summary>
    public static string Done(RunKind kind) =>
        kind switch
        {
            RunKind.Rollback => "rolled back",
            RunKind.Backfill => "entered into history",
            _ => "published",
        };

    private static string Whole(RunReport report) =>
        report.Kind == RunKind.Rollback ? "rolled back to the version before" : Done(report.Kind);

    private static string Cancelled(RunReport report)
    {
        var cancelled = Tables(report, TableStatus.Cancelled).Count;
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
