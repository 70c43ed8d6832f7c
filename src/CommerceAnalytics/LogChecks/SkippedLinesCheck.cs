using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LogChecks;

/// <summary>Judges lines of the event log that could not be read.</summary>
public static class SkippedLinesCheck
{
    /// <summary>Percent of a day's lines, or of all, above which there is a warning.</summary>
    public const decimal MaxPercent = 1;

    private const string Advice =
        "See the line in the file that is named, and mend what writes it. Figures of these days lack these events until the files are mended and the days are read again.";

    /// <summary>
    /// A failure where a day has lines and none of them can be read: its figures would be those of a day without
    /// events.
    /// </summary>
    /// <param name="days">Days with skipped lines.</param>
    public static Failure? Unreadable(IReadOnlyList<SkippedDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var day = days.FirstOrDefault(day => day.Skipped == day.Lines);
        return day is null
            ? null
            : new Failure(
                "LinesUnreadable",
                $"None of the {Number(day.Lines)} lines of {day.Day} can be read: all are skipped as damaged, the first for this: {First(day)}",
                "See the line in the file that is named, mend the files of the day, then rerun. Where nobody can, add that day alone to ExcludedDays, then rerun. The table was not published."
            );
    }

    /// <summary>
    /// A warning where more lines than <see cref="MaxPercent"/> were skipped, on one of the days at least.
    /// </summary>
    /// <param name="days">Days with skipped lines.</param>
    public static IReadOnlyList<ReportNotice> Warnings(IReadOnlyList<SkippedDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var many = days.Where(day => 100m * day.Skipped > MaxPercent * day.Lines).ToList();
        if (many.Count == 0)
            return [];
        var told = string.Join("; ", many.OrderByDescending(Share).Take(5).Select(Finding));
        var more = many.Count > 5 ? $"; and {many.Count - 5} more days" : "";
        return [new("LinesSkipped", $"Damaged lines were skipped: {told}{more}.", Advice)];
    }

    /// <summary>What was found on a day, with its first file and fault.</summary>
    /// <param name="day">A day with skipped lines.</param>
    public static string Finding(SkippedDay day)
    {
        ArgumentNullException.ThrowIfNull(day);
        var percent = decimal.Round(100 * Share(day), 2, MidpointRounding.AwayFromZero);
        return $"{day.Day}: {day.Skipped:N0} of {day.Lines:N0} lines ({percent:0.00} %), e.g. {First(day)}";
    }

    /// <summary>All days together; null for none.</summary>
    /// <param name="days">Days with skipped lines.</param>
    public static SkippedSum? Sum(IReadOnlyList<SkippedDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count == 0)
            return null;
        var lines = days.Sum(day => day.Lines);
        var skipped = days.Sum(day => day.Skipped);
        return new(days.Count, lines, skipped, days.MaxBy(Share)!);
    }

    private static decimal Share(SkippedDay day) => (decimal)day.Skipped / day.Lines;

    private static string First(SkippedDay day)
    {
        var file = day.Files[0];
        return $"{file.File} line {file.FirstLine}: {file.Fault}";
    }

    private static string Number(long number) => number.ToString("N0");
}
