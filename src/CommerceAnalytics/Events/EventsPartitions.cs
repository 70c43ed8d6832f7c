using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Events;

/// <summary>
/// The partitions of an events table as the catalog has them. Days are found by comparing texts: where months and days
/// are written without zeros in front, comparisons with zeros find only some of them, and nothing fails.
/// </summary>
/// <param name="keys">Partition columns as the catalog has them.</param>
/// <param name="values">
/// Of each partition the keys' values, in the keys' order; not looked at where the partitions are projected.
/// </param>
public sealed class EventsPartitions(
    IReadOnlyList<Column> keys,
    IReadOnlyDictionary<string, string> properties,
    IReadOnlyList<IReadOnlyList<string>> values
)
{
    private const string NoValue = "__HIVE_DEFAULT_PARTITION__";
    private const int MostNamed = 3;

    private static readonly (string Key, Func<DateOnly, int> NumberOf)[] NumbersOf =
    [
        ("year", day => day.Year),
        ("month", day => day.Month),
        ("day", day => day.Day),
    ];

    private readonly ProjectedValues _projection = new(properties);

    /// <summary>
    /// Whether Athena takes the partitions from the table's properties, and looks at none of the catalog's.
    /// </summary>
    public static bool AreProjected(IReadOnlyDictionary<string, string> properties) =>
        new ProjectedValues(properties).AreProjected;

    /// <summary>
    /// The fit with what the values tell. Throws <see cref="FailureException"/> where days cannot be told from them.
    /// </summary>
    /// <param name="fit">What the columns tell.</param>
    public EventsTableFit Fit(EventsTableFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var widths = new List<PartitionWidths>();
        var odd = new List<string>();
        foreach (var key in PartitionValues.OfDays)
        {
            if (fit.IntegerPartitionKeys.Contains(key.Key))
                continue;
            var written = Of(key).Distinct().Where(value => value != NoValue).ToLookup(key.Knows);
            var unknown = written[false].Select(value => $"{key.Key}={value}");
            odd.AddRange(unknown.Order(StringComparer.Ordinal));
            var digits = key.Widths([.. written[true]]);
            if (digits.Count > 0)
                widths.Add(new(key.Key, digits));
        }

        if (odd.Count > 0)
            throw new FailureException(Refusal(odd));
        return fit with { PartitionWidths = widths.Count == 0 ? null : widths, UnreadPartitions = WithoutDay() };
    }

    /// <summary>
    /// Why a window cannot be read: the table projects its partitions, and not those of all its days and hours. Null
    /// where it does, or where the catalog's partitions count.
    /// </summary>
    /// <param name="days">UTC days to be read.</param>
    /// <param name="today">The present UTC day.</param>
    public Failure? Unprojected(DaySpan days, DateOnly today)
    {
        if (!_projection.AreProjected)
            return null;
        var ranges = new ProjectedRanges(properties, today);
        foreach (var (key, numberOf) in NumbersOf)
        {
            var without = days.Days.Where(day => !ranges.Holds(key, numberOf(day))).ToList();
            if (without.Count > 0)
                return Unprojected(days, ranges.Shown(key), $"{Span(without)} of it");
        }

        if (Place("hour") < 0)
            return null;
        var hours = Enumerable.Range(0, 24).Where(hour => !ranges.Holds("hour", hour)).ToList();
        if (hours.Count == 0)
            return null;
        return Unprojected(days, ranges.Shown("hour"), $"the hours {string.Join(", ", hours)} of every day");
    }

    private static string Span(List<DateOnly> days)
    {
        if (days.Count == 1)
            return $"{days[0]:yyyy-MM-dd}";
        return $"{days.Count} days from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}";
    }

    private static Failure Unprojected(DaySpan days, string range, string without)
    {
        return new(
            EventsTableFit.Unsupported,
            $"The events table's partitions are projected, and {range} does not hold all that the window from {days.First:yyyy-MM-dd} to {days.Last:yyyy-MM-dd} (UTC) needs: "
                + $"{without} would be read as if nothing had been logged.",
            "Widen the range in the table's properties (ALTER TABLE ... SET TBLPROPERTIES), then rerun. It may hold days of which there are no files."
        );
    }

    private IEnumerable<string> Of(PartitionValues key)
    {
        if (_projection.AreProjected)
            return _projection.Of(key);
        var place = Place(key.Key);
        if (place < 0)
            return [];
        var known = values.Where(partition => place < partition.Count);
        return known.Select(partition => partition[place]);
    }

    /// <summary>Partitions that are of no day: no window holds them.</summary>
    private string? WithoutDay()
    {
        if (_projection.AreProjected)
            return null;
        var without = values.Where(IsWithoutDay).Select(Named).ToList();
        return without.Count == 0 ? null : Some(without);
    }

    /// <summary>No value, or a day that the calendar does not have: 31 November.</summary>
    private bool IsWithoutDay(IReadOnlyList<string> partition)
    {
        var places = PartitionValues.OfDays.Select(key => Place(key.Key));
        var known = places.Where(place => place >= 0 && place < partition.Count);
        var parts = known.Select(place => partition[place]).ToList();
        if (parts.Contains(NoValue))
            return true;
        var areNumbers = parts.TrueForAll(part => part.All(char.IsAsciiDigit));
        if (parts.Count < PartitionValues.OfDays.Count || !areNumbers)
            return false;
        var numbers = parts.Select(part => part.TrimStart('0').PadLeft(2, '0'));
        return !DateOnly.TryParse(string.Join('-', numbers), out _);
    }

    private int Place(string key)
    {
        var names = keys.Select(column => column.Name).ToList();
        return names.FindIndex(name => name.Equals(key, StringComparison.OrdinalIgnoreCase));
    }

    private string Named(IReadOnlyList<string> partition)
    {
        var parts = keys.Zip(partition, (key, value) => $"{key.Name}={value}");
        return string.Join('/', parts);
    }

    private static string Some(List<string> all)
    {
        var first = all.Order(StringComparer.Ordinal).Take(MostNamed).Select(Shown.Text);
        var more = all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "";
        return string.Join(", ", first) + more;
    }

    private static Failure Refusal(List<string> odd)
    {
        return new(
            EventsTableFit.Unsupported,
            $"The events table cannot be read: of some partitions nobody can tell the day, so that their events would be left out without a word: {Some(odd)}. "
                + "Needed are a year of four digits, a month from 1 to 12 and a day from 1 to 31, in digits, with zeros in front or without.",
            "If these partitions hold no events, drop them from the catalog (ALTER TABLE ... DROP PARTITION; their files stay). Else make a table over the same files "
                + "whose partitions are named so, with a LOCATION each, and point EventsDatabase and EventsTable at it."
        );
    }
}
