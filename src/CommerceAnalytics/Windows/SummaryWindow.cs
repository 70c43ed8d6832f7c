namespace CommerceAnalytics.Windows;

/// <summary>The complete days before an execution date that a summary covers, and the UTC days in which their events lie.</summary>
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

    /// <summary>The window of N complete days before D.</summary>
    /// <param name="executionDate">D; after <paramref name="minDataDate"/>, else throws <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="days">N, at least 1.</param>
    /// <param name="zone">Reporting zone.</param>
    /// <param name="minDataDate">First UTC day whose events are sound.</param>
    public static SummaryWindow Before(DateOnly executionDate, int days, ReportingZone zone, DateOnly minDataDate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(executionDate, minDataDate);
        var first = executionDate.AddDays(-days);
        var sound = minDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var from = zone.StartOf(first);
        return new(
            first < minDataDate ? minDataDate : first,
            executionDate.AddDays(-1),
            from < sound ? sound : from,
            zone.StartOf(executionDate)
        );
    }
}
