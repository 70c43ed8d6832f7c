namespace CommerceAnalytics.Windows;

/// <summary>
/// The complete days before an execution date that a summary covers, and the UTC days in which their events lie.
/// </summary>
/// <param name="Start">First day, in the reporting zone: the later of D-N and <c>MinDataDate</c>.</param>
/// <param name="End">Last day, in the reporting zone: D-1.</param>
/// <param name="From">First instant, UTC, included; never before <c>MinDataDate</c>.</param>
/// <param name="To">First instant after the window, UTC.</param>
public sealed record SummaryWindow(DateOnly Start, DateOnly End, DateTime From, DateTime To)
{
    /// <summary>First UTC day that the window touches.</summary>
    public DateOnly FirstUtcDay => DateOnly.FromDateTime(From);

    /// <summary>Last UTC day that the window touches.</summary>
    public DateOnly LastUtcDay => DateOnly.FromDateTime(To.AddTicks(-1));

    /// <summary>Days of the window that are left out, in order, in the reporting zone.</summary>
    public IReadOnlyList<DateOnly> ExcludedDays { get; private init; } = [];

    /// <summary>The same as spans of UTC, the end not included; days that follow each other are one span.</summary>
    public IReadOnlyList<(DateTime From, DateTime To)> Gaps { get; private init; } = [];

    /// <summary>
    /// The UTC days that hold events of the window, in order: none that only excluded days touch, since its files may
    /// not be readable at all.
    /// </summary>
    public IReadOnlyList<DateOnly> UtcDays
    {
        get
        {
            var all = new DaySpan(FirstUtcDay, LastUtcDay);
            return [.. all.Days.Where(HasEvents)];
        }
    }

    /// <summary>The window of N complete days before D.</summary>
    /// <param name="executionDate">
    /// D; after <paramref name="minDataDate"/>, else throws <see cref="ArgumentOutOfRangeException"/>.
    /// </param>
    /// <param name="days">N, at least 1.</param>
    /// <param name="zone">Reporting zone.</param>
    /// <param name="minDataDate">First UTC day whose events are sound.</param>
    /// <param name="excluded">
    /// Days, in the reporting zone and in order, that are left out; those outside the window change nothing. Null:
    /// none.
    /// </param>
    public static SummaryWindow Before(
        DateOnly executionDate,
        int days,
        ReportingZone zone,
        DateOnly minDataDate,
        IReadOnlyList<DateOnly>? excluded = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(executionDate, minDataDate);
        var first = executionDate.AddDays(-days);
        var sound = minDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var from = zone.StartOf(first);
        var window = new SummaryWindow(
            first < minDataDate ? minDataDate : first,
            executionDate.AddDays(-1),
            from < sound ? sound : from,
            zone.StartOf(executionDate)
        );
        return window.Without(excluded ?? [], first, zone);
    }

    /// <summary>
    /// Where <c>MinDataDate</c> lies within a day of the zone, that day is in the window though it may begin before
    /// <see cref="Start"/>.
    /// </summary>
    private SummaryWindow Without(IReadOnlyList<DateOnly> excluded, DateOnly first, ReportingZone zone)
    {
        var within = excluded.Where(day => day >= first && day <= End);
        var days = within.Where(day => zone.StartOf(day.AddDays(1)) > From).ToList();
        if (days.Count == 0)
            return this;
        return this with { ExcludedDays = days, Gaps = Merged(days, zone) };
    }

    private static List<(DateTime From, DateTime To)> Merged(List<DateOnly> days, ReportingZone zone)
    {
        var gaps = new List<(DateTime From, DateTime To)>();
        foreach (var day in days)
        {
            var from = zone.StartOf(day);
            var to = zone.StartOf(day.AddDays(1));
            if (gaps.Count > 0 && gaps[^1].To == from)
                gaps[^1] = gaps[^1] with { To = to };
            else
                gaps.Add((from, to));
        }

        return gaps;
    }

    private bool HasEvents(DateOnly utcDay)
    {
        var begins = Start(utcDay);
        var ends = Start(utcDay.AddDays(1));
        var from = begins > From ? begins : From;
        var to = ends < To ? ends : To;
        return !Gaps.Any(gap => gap.From <= from && gap.To >= to);

        static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }
}
