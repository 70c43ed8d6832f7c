using System.Globalization;

namespace CommerceAnalytics.Events;

/// <summary>The UTC days of a window as plain comparisons on the bare partition columns, which the catalog can prune by.</summary>
internal static class PartitionPredicate
{
    /// <summary>One alternative per month, e.g. <c>(year = '2025' AND month = '10' AND day BETWEEN '01' AND '27')</c>.</summary>
    public static string Days(DateOnly first, DateOnly last, EventsTableFit fit) =>
        string.Join("\nOR ", Months(first, last).Select(days => Month(days.First, days.Last, fit)));

    /// <summary>The same for days in any order, with gaps.</summary>
    public static string Days(IEnumerable<DateOnly> days, EventsTableFit fit) =>
        // Days that follow each other are as far from the first of all as they are from the first of the list.
        string.Join("\nOR ", days.Order().Select((day, i) => (Day: day, Run: day.DayNumber - i)).GroupBy(day => day.Run, day => day.Day)
            .Select(run => Days(run.First(), run.Last(), fit)));

    private static IEnumerable<(DateOnly First, DateOnly Last)> Months(DateOnly first, DateOnly last)
    {
        for (var start = first; start <= last;)
        {
            var end = new DateOnly(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month));
            yield return (start, end < last ? end : last);
            start = end.AddDays(1);
        }
    }

    private static string Month(DateOnly first, DateOnly last, EventsTableFit fit)
    {
        string Value(string key, int number, string format) =>
            fit.IntegerPartitionKeys.Contains(key) ? number.ToString(CultureInfo.InvariantCulture) : $"'{number.ToString(format, CultureInfo.InvariantCulture)}'";
        var (from, to) = (Value("day", first.Day, "00"), Value("day", last.Day, "00"));
        var days = first == last ? $"day = {from}" : $"day BETWEEN {from} AND {to}";
        return $"(year = {Value("year", first.Year, "0000")} AND month = {Value("month", first.Month, "00")} AND {days})";
    }
}
