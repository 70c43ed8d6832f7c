namespace CommerceAnalytics.Audit;

/// <summary>
/// A service's days in the overview of a date, and which of them may be compared with each other.
/// </summary>
public sealed class ServiceDays
{
    private const int Weeks = 4;
    private const int DaysAWeek = 7;

    private readonly Dictionary<DateOnly, OverviewDay> _days;
    private readonly DateOnly? _cut;

    /// <summary>The days of one service.</summary>
    /// <param name="rows">Its rows of the overview, in any order.</param>
    /// <param name="isCut">
    /// Whether <c>MinDataDate</c> cut the overview's window: its first day is then not compared, as it may be a part of
    /// one.
    /// </param>
    public ServiceDays(IReadOnlyList<OverviewDay> rows, bool isCut)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _days = rows.ToDictionary(row => row.Day);
        Days = [.. _days.Keys.Order()];
        if (isCut && Days.Count > 0)
            _cut = Days[0];
    }

    /// <summary>All days of the overview, in order.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>Whether no day has a commerce event that counts; not known where all days are excluded.</summary>
    public bool IsWithoutEvents => Days.Any(IsClosed) && !Days.Any(IsOpen);

    /// <summary>The rows from a day on, but those of excluded days.</summary>
    /// <param name="first">First day.</param>
    public IEnumerable<OverviewDay> From(DateOnly first)
    {
        var days = Days.Where(day => day >= first);
        return days.Select(On).OfType<OverviewDay>();
    }

    /// <summary>The row of a day; null where the overview has none, or the day is excluded.</summary>
    /// <param name="day">Any day.</param>
    public OverviewDay? On(DateOnly day)
    {
        var row = _days.GetValueOrDefault(day);
        return row?.Events is null ? null : row;
    }

    /// <summary>Whether a day is known to have no commerce event at all.</summary>
    /// <param name="day">Any day.</param>
    public bool IsClosed(DateOnly day) => On(day)?.Events == 0;

    /// <summary>Whether a day has commerce events.</summary>
    /// <param name="day">Any day.</param>
    public bool IsOpen(DateOnly day) => On(day)?.Events > 0;

    /// <summary>
    /// Whether a day says something about what is usual: not excluded, not closed (so not before the service's first
    /// day with events either), not the part of a day with which a cut window begins.
    /// </summary>
    /// <param name="day">Any day.</param>
    public bool IsCompared(DateOnly day) => IsOpen(day) && day != _cut;

    /// <summary>The same weekday of the four weeks before, the latest first, compared or not.</summary>
    /// <param name="day">Any day.</param>
    public static IEnumerable<DateOnly> SameWeekdays(DateOnly day)
    {
        for (var week = 1; week <= Weeks; week++)
            yield return day.AddDays(-week * DaysAWeek);
    }

    /// <summary>The last compared days up to a day, the latest first.</summary>
    /// <param name="day">Last day, included.</param>
    /// <param name="count">Days, fewer where there are no more.</param>
    public IReadOnlyList<DateOnly> ComparedUpTo(DateOnly day, int count)
    {
        var compared = Days.Where(one => one <= day && IsCompared(one));
        return [.. compared.OrderDescending().Take(count)];
    }

    /// <summary>What is usual on a day: the median of the compared days among the same weekdays before.</summary>
    /// <param name="day">Any day.</param>
    /// <param name="figure">A figure of a day; null where a day has none.</param>
    /// <param name="least">Days that are needed.</param>
    public Usual? UsualOn(DateOnly day, Func<OverviewDay, decimal?> figure, int least) =>
        UsualOf(SameWeekdays(day), figure, least);

    /// <summary>The median of the compared ones among some days.</summary>
    /// <param name="days">Days, the latest first.</param>
    /// <param name="figure">A figure of a day; null where a day has none.</param>
    /// <param name="least">Days that are needed.</param>
    public Usual? UsualOf(IEnumerable<DateOnly> days, Func<OverviewDay, decimal?> figure, int least)
    {
        var figures = from day in days where IsCompared(day) select (day, figure(On(day)!));
        return Usual.Of(figures, least);
    }
}
