using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// Judges what the engine tells of lines that it could not read while it answered the other checks. Athena tells
/// nothing of them.
/// </summary>
public static class LinesCheck
{
    private const string Name = "skipped_lines";

    private const string Advice =
        "See the line in the file that is named, and mend what writes it: none of its events is counted. On AWS, see the check empty_rows.";

    /// <summary>
    /// The verdict: a failure for a day without one line that can be read, a warning above 1 percent of a day.
    /// </summary>
    /// <param name="days">Days with skipped lines.</param>
    public static CheckResult Judge(IReadOnlyList<SkippedDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var status =
            SkippedLinesCheck.Unreadable(days) is not null ? CheckStatus.Fail
            : SkippedLinesCheck.Warnings(days).Count > 0 ? CheckStatus.Warn
            : CheckStatus.Pass;
        var sum = SkippedLinesCheck.Sum(days);
        var limit = $"at most {SkippedLinesCheck.MaxPercent} % of a day";
        return new(
            null,
            Name,
            status,
            sum?.Skipped ?? 0,
            null,
            null,
            limit,
            Finding(sum),
            status == CheckStatus.Pass ? "" : Advice
        );
    }

    // One day in full: a log may have such lines on each day, and the list of them all stands in the report.
    private static string Finding(SkippedSum? sum)
    {
        if (sum is null)
            return "no line is told to be damaged";
        var worst = SkippedLinesCheck.Finding(sum.Worst);
        return sum.Days == 1
            ? $"damaged lines were skipped: {worst}"
            : $"damaged lines were skipped on {sum.Days:N0} days, {sum.Skipped:N0} in all; the largest share on {worst}";
    }
}
