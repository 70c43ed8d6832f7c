using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>A report that S3 did not take, as a custom status can carry it: Azure allows 16 KB.</summary>
internal static class UnwrittenReport
{
    private const int MostCharacters = 10_000;
    private const int ShortMessage = 160;

    /// <summary>
    /// The report; where it would be too long, with errors that several tables share told once, then with shorter
    /// messages. Null where that does not do either.
    /// </summary>
    public static RunReport? Of(RunReport report)
    {
        if (IsSmall(report))
            return report;
        var toldOnce = ToldOnce(report);
        if (IsSmall(toldOnce))
            return toldOnce;
        var shorter = Each(toldOnce, Shorter);
        return IsSmall(shorter) ? shorter : null;
    }

    private static bool IsSmall(RunReport report) => RunReportJson.Write(report).Length <= MostCharacters;

    private static RunReport ToldOnce(RunReport report)
    {
        var tellers = new Dictionary<ReportNotice, string>();
        return Each(
            report,
            table =>
                table.Error is not { } error || tellers.TryAdd(error, table.Table)
                    ? table
                    : table with
                    {
                        Error = error with { Message = $"as {tellers[error]}", Advice = "" },
                    }
        );
    }

    private static RunReport Each(RunReport report, Func<TableReport, TableReport> change) =>
        report with
        {
            Services =
            [
                .. report.Services.Select(service => service with { Tables = [.. service.Tables.Select(change)] }),
            ],
            Overview = report.Overview is { } overview ? change(overview) : null,
        };

    private static TableReport Shorter(TableReport table) =>
        table with
        {
            Location = null,
            Warnings = [],
            Error = table.Error is { } error
                ? error with
                {
                    Message =
                        error.Message.Length <= ShortMessage ? error.Message : $"{error.Message[..ShortMessage]}...",
                }
                : null,
        };
}
