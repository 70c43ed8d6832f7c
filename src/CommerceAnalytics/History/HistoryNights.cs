namespace CommerceAnalytics.History;

/// <summary>Which nights history shows.</summary>
public static class HistoryNights
{
    /// <summary>
    /// The oldest night that stays. Nights are counted in the calendar, back from the live table's date, which is the
    /// first: with 1 the live one alone stays.
    /// </summary>
    /// <param name="live">Date that the live table shows.</param>
    /// <param name="nights">Setting <c>HistoryNights</c>; 0: none stays.</param>
    public static DateOnly Oldest(DateOnly live, int nights)
    {
        if (nights > live.DayNumber)
            return DateOnly.MinValue;
        return live.AddDays(1 - nights);
    }

    /// <summary>
    /// Whether history shows a night. One that is later than the live table stays: that was gone back to on purpose.
    /// </summary>
    /// <param name="live">Date that the live table shows.</param>
    /// <param name="nights">Setting <c>HistoryNights</c>; 0: none stays.</param>
    public static bool IsKept(DateOnly night, DateOnly live, int nights)
    {
        if (nights == 0)
            return false;
        return night >= Oldest(live, nights);
    }
}
