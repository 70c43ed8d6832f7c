namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Dates as Trino's OpenX reader takes them: <c>2025-10-28</c> and anything behind a blank, or days since 1970.
/// </summary>
internal static class DateText
{
    private static readonly long First = DateOnly.MinValue.DayNumber - Epoch;
    private static readonly long Last = DateOnly.MaxValue.DayNumber - Epoch;

    private static int Epoch => new DateOnly(1970, 1, 1).DayNumber;

    /// <returns>
    /// The date as <c>yyyy-MM-dd</c>, or null where it is none. Throws where it lies outside of the years 1 to 9999.
    /// </returns>
    public static string? Read(string text)
    {
        var days = Days(JavaText.Trim(text.AsSpan())) ?? JavaNumbers.Long(text);
        if (days is not { } found || found is < int.MinValue or > int.MaxValue)
            return null;
        if (found < First || found > Last)
            throw new LineFaultException($"the date {text} is outside of the years 1 to 9999");
        return DateOnly.FromDayNumber((int)found + Epoch).ToString("yyyy-MM-dd");
    }

    private static long? Days(ReadOnlySpan<char> text)
    {
        var blank = text.IndexOf(' ');
        var fields = new TimeFields(blank < 0 ? text : text[..blank]);
        var isDate = fields.TryDate(monthsHaveSigns: true, out var days) && fields.IsAtEnd;
        return isDate ? days : null;
    }
}
