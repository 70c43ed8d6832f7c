using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>What came of a run, in one line.</summary>
internal static class RunLine
{
    private const int MostNamed = 14;

    public static string Of(RunReport report, ReportOutcome written)
    {
        var failed = report.Services.SelectMany(service => service.Tables).Where(table => table.Status == TableStatus.Failed).ToList();
        var where = written.Address ?? $"not written ({written.Failure?.Code}: {written.Failure?.Message})";
        return failed.Count == 0
            ? $"{report.Totals.Published} of {report.Totals.Tables} tables published{Cancelled(report)}; report: {where}"
            : $"{failed.Count} of {report.Totals.Tables} tables failed: {Names(failed)}; report: {where}";
    }

    private static string Cancelled(RunReport report)
    {
        var cancelled = report.Services.SelectMany(service => service.Tables).Count(table => table.Status == TableStatus.Cancelled);
        return cancelled > 0 ? $", {cancelled} cancelled" : "";
    }

    private static string Names(List<TableReport> failed)
    {
        var named = failed.Take(MostNamed).Select(table => $"{table.Table} ({table.Error?.Code})");
        var more = failed.Count > MostNamed ? $" and {failed.Count - MostNamed} more" : "";
        return string.Join(", ", named) + more;
    }
}
