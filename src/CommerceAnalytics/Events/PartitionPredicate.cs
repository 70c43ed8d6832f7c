using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Events;

/// <summary>
/// The UTC days of a window as plain comparisons on the bare partition columns, which the catalog can prune by.
/// </summary>
internal static class PartitionPredicate
{
    private const string Or = "\nOR ";

    /// <summary>
    /// One alternative per month, e.g. <c>(year = '2025' AND month = '10' AND day BETWEEN '01' AND '27')</c>.
    /// </summary>
    public static string Days(DateOnly first, DateOnly last, EventsTableFit fit)
    {
        var months = Months(new(first, last));
        return string.Join(Or, months.Select(days => Month(days, fit)));
    }

    /// <summary>The same for days in any order, with gaps; true of nothing where there are none.</summary>
    public static string Days(IReadOnlyCollection<DateOnly> days, EventsTableFit fit)
    {
        if (days.Count == 0)
            return "1 = 0";
        var spans = Spans(days);
        return string.Join(Or, spans.Select(span => Days(span.First, span.Last, fit)));
    }

    private static IEnumerable<DaySpan> Spans(IReadOnlyCollection<DateOnly> days)
    {
        // Days that follow each other are as far from the first of all as they are from the first of the list.
        var numbered = days.Order().Index();
        foreach (var span in numbered.GroupBy(one => one.Item.DayNumber - one.Index, one => one.Item))
            yield return new(span.First(), span.Last());
    }

    private static IEnumerable<DaySpan> Months(DaySpan days)
    {
        for (var start = days.First; start <= days.Last; )
        {
            var length = DateTime.DaysInMonth(start.Year, start.Month);
            var end = new DateOnly(start.Year, start.Month, length);
            yield return new(start, end < days.Last ? end : days.Last);
            start = end.AddDays(1);
        }
    }

    private static string Month(DaySpan days, EventsTableFit fit)
    {
        var year = Among("year", [days.First.Year], fit);
        var month = Among("month", [days.First.Month], fit);
        return $"({year} AND {month} AND {DaysOfMonth(days, fit)})";
    }

    private static string DaysOfMonth(DaySpan days, EventsTableFit fit)
    {
        var numbers = days.Days.Select(day => day.Day).ToList();
        // Texts of different lengths do not stand in the order of their numbers.
        if (numbers.Count == 1 || fit.Widths("day").Count > 0)
            return Among("day", numbers, fit);
        var from = Written("day", numbers[0], fit)[0];
        var to = Written("day", numbers[^1], fit)[0];
        return $"day BETWEEN {from} AND {to}";
    }

    private static string Among(string key, List<int> numbers, EventsTableFit fit)
    {
        var values = numbers.SelectMany(number => Written(key, number, fit)).ToList();
        return values.Count == 1 ? $"{key} = {values[0]}" : $"{key} IN ({string.Join(", ", values)})";
    }

    /// <summary>A number in all the ways in which the table writes it.</summary>
    private static List<string> Written(string key, int number, EventsTableFit fit)
    {
        if (fit.IntegerPartitionKeys.Contains(key))
            return [number.ToString()];
        var widths = fit.Widths(key);
        if (widths.Count == 0)
            widths = [key == "year" ? 4 : 2];
        var texts = widths.Select(digits => number.ToString($"D{digits}"));
        return [.. texts.Distinct().Select(SqlText.Literal)];
    }
}
