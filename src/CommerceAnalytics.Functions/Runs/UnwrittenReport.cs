using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>A report that S3 did not take, as a custom status can carry it: Azure allows 16 KB.</summary>
internal static class UnwrittenReport
{
    private const int MostCharacters = 10_000;
    private const int ShortMessage = 160;

    /// <summary>The report, with shorter messages and without warnings where it would be too long; null where that does not do either.</summary>
    public static RunReport? Of(RunReport report)
    {
        if (IsSmall(report))
            return report;
        var shorter = report with { Services = [.. report.Services.Select(service => service with { Tables = [.. service.Tables.Select(Shorter)] })] };
        return IsSmall(shorter) ? shorter : null;
    }

    private static bool IsSmall(RunReport report) => RunReportJson.Write(report).Length <= MostCharacters;

    private static TableReport Shorter(TableReport table) => table with
    {
        Location = null,
        Warnings = [],
        Error = table.Error is { } error ? error with { Message = error.Message.Length <= ShortMessage ? error.Message : $"{error.Message[..ShortMessage]}..." } : null,
    };
}
