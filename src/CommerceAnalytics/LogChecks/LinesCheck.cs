using CommerceAnalytics.Checks;
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
        var limit = $"at most {SkippedLinesCheck.MaxPercent} % of a day";
        return new(
            null,
            Name,
            status,
            days.Sum(day => day.Skipped),
            null,
            null,
            limit,
            Finding(days),
            status == CheckStatus.Pass ? "" : Advice
        );
    }

    // One day in full: a log may have such lines on each day, and the list of them all stands in the report.
    private static string Finding(IReadOnlyList<SkippedDay> days)
    {
        return days.Count switch
        {
            0 => "no line is told to be damaged",
            1 => $"damaged lines were skipped: {SkippedLinesCheck.Finding(days[0])}",
            _ =>
                $"damaged lines were skipped on {days.Count:N0} days, {days.Sum(day => day.Skipped):N0} in all; the largest share on {SkippedLinesCheck.Finding(SkippedLinesCheck.Worst(days))}",
        };
    }
}
