using System.Globalization;

namespace CommerceAnalytics.Events;

/// <summary>
/// The UTC days of a window as plain comparisons on the bare partition columns, which the catalog can prune by.
/// </summary>
internal static class PartitionPredicate
{
    /// <summary>
    /// One alternative per month, e.g. <c>(year = '2025' AND month = '10' AND day BETWEEN '01' AND '27')</c>.
    /// </summary>
    public static string Days(DateOnly first, DateOnly last, EventsTableFit fit) =>
        string.Join("\nOR ", Months(first, last).Select(days => Month(days.First, days.Last, fit)));

    /// <summary>The same for days in any order, with gaps; true of nothing where there are none.</summary>
    public static string Days(IReadOnlyCollection<DateOnly> days, EventsTableFit fit) =>
        // Days that follow each other are as far from the first of all as they are from the first of the list.
        days.Count == 0
            ? "1 = 0"
            : string.Join(
                "\nOR ",
                days.Order()
                    .Select((day, i) => (Day: day, Run: day.DayNumber - i))
                    .GroupBy(day => day.Run, day => day.Day)
                    .Select(run => Days(run.First(), run.Last(), fit))
            );

    private static IEnumerable<(DateOnly First, DateOnly Last)> Months(DateOnly first, DateOnly last)
    {
        for (var start = first; start <= last; )
        {
            var end = new DateOnly(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month));
            yield return (start, end < last ? end : last);
            start = end.AddDays(1);
        }
    }

    private static string Month(DateOnly first, DateOnly last, EventsTableFit fit)
    {
        var (year, month) = (Among("year", [first.Year], fit), Among("month", [first.Month], fit));
        return $"({year} AND {month} AND {DaysOfMonth(first.Day, last.Day, fit)})";
    }

    private static string DaysOfMonth(int first, int last, EventsTableFit fit) =>
        // Texts of different lengths do not stand in the order of their numbers.
        first == last
        || fit.Widths("day").Count > 0
            ? Among("day", Enumerable.Range(first, last - first + 1), fit)
            : $"day BETWEEN {Written("day", first, fit)[0]} AND {Written("day", last, fit)[0]}";

    private static string Among(string key, IEnumerable<int> numbers, EventsTableFit fit)
    {
        var values = numbers.SelectMany(number => Written(key, number, fit)).ToList();
        return values.Count == 1 ? $"{key} = {values[0]}" : $"{key} IN ({string.Join(", ", values)})";
    }

    /// <summary>A number in all the ways in which the table writes it.</summary>
    private static List<string> Written(string key, int number, EventsTableFit fit)
    {
        if (fit.IntegerPartitionKeys.Contains(key))
            return [number.ToString(CultureInfo.InvariantCulture)];
        var widths = fit.Widths(key) is { Count: > 0 } known ? known : [key == "year" ? 4 : 2];
        return
        [
            .. widths.Select(digits => $"'{number.ToString($"D{digits}", CultureInfo.InvariantCulture)}'").Distinct(),
        ];
    }
}
