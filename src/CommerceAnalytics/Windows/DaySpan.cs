namespace CommerceAnalytics.Windows;

/// <summary>Days that follow each other without a gap.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day; before the first one: there are none.</param>
public readonly record struct DaySpan(DateOnly First, DateOnly Last)
{
    /// <summary>All of them, in order.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var number = First.DayNumber; number <= Last.DayNumber; number++)
                yield return DateOnly.FromDayNumber(number);
        }
    }
}
