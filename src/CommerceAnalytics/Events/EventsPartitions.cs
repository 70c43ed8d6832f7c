using System.Globalization;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Events;

/// <summary>
/// The partitions of an events table as the catalog has them. Days are found by comparing texts: where months and days
/// are written without zeros in front, comparisons with zeros find only some of them, and nothing fails.
/// </summary>
/// <param name="keys">Partition columns as the catalog has them.</param>
/// <param name="properties">The table's properties.</param>
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
    /// <param name="properties">The table's properties.</param>
    public static bool AreProjected(IReadOnlyDictionary<string, string> properties) =>
        new ProjectedValues(properties).AreProjected;

    /// <summary>
    /// The fit with what the values tell. Throws <see cref="FailureException"/> where days cannot be told from them.
    /// </summary>
    /// <param name="fit">What the columns tell.</param>
    public EventsTableFit Fit(EventsTableFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var (widths, odd) = (new List<PartitionWidths>(), new List<string>());
        foreach (var key in PartitionValues.OfDays.Where(key => !fit.IntegerPartitionKeys.Contains(key.Key)))
        {
            var all = Of(key).Where(value => value != NoValue).ToHashSet();
            odd.AddRange(
                all.Where(value => !key.Knows(value))
                    .Select(value => $"{key.Key}={value}")
                    .Order(StringComparer.Ordinal)
            );
            if (key.Widths([.. all.Where(key.Knows)]) is { Count: > 0 } digits)
                widths.Add(new(key.Key, digits));
        }

        return odd.Count > 0
            ? throw new FailureException(Refusal(odd))
            : fit with
            {
                PartitionWidths = widths.Count == 0 ? null : widths,
                UnreadPartitions = WithoutDay(),
            };
    }

    /// <summary>
    /// Why a window cannot be read: the table projects its partitions, and not those of all its days and hours. Null
    /// where it does, or where the catalog's partitions count.
    /// </summary>
    /// <param name="days">UTC days to be read.</param>
    /// <param name="today">The present UTC day.</param>
    public Failure? Unprojected((DateOnly First, DateOnly Last) days, DateOnly today)
    {
        if (!_projection.AreProjected)
            return null;
        var ranges = new ProjectedRanges(properties, today);
        var all = Enumerable
            .Range(0, days.Last.DayNumber - days.First.DayNumber + 1)
            .Select(days.First.AddDays)
            .ToList();
        foreach (var (key, numberOf) in NumbersOf)
        {
            if (all.Where(day => !ranges.Holds(key, numberOf(day))).ToList() is { Count: > 0 } without)
                return Unprojected(days, ranges.Shown(key), $"{Span(without)} of it");
        }

        var hours = Enumerable.Range(0, 24).Where(hour => HasHours && !ranges.Holds("hour", hour)).ToList();
        return hours.Count == 0
            ? null
            : Unprojected(days, ranges.Shown("hour"), $"the hours {string.Join(", ", hours)} of every day");
    }

    private bool HasHours => keys.Any(column => column.Name.Equals("hour", StringComparison.OrdinalIgnoreCase));

    private static string Span(List<DateOnly> days) =>
        days.Count == 1
            ? $"{days[0]:yyyy-MM-dd}"
            : $"{days.Count} days from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}";

    private static Failure Unprojected((DateOnly First, DateOnly Last) days, string range, string without) =>
        new(
            EventsTableFit.Unsupported,
            $"The events table's partitions are projected, and {range} does not hold all that the window from {days.First:yyyy-MM-dd} to {days.Last:yyyy-MM-dd} (UTC) needs: "
                + $"{without} would be read as if nothing had been logged.",
            "Widen the range in the table's properties (ALTER TABLE ... SET TBLPROPERTIES), then rerun. It may hold days of which there are no files."
        );

    private IEnumerable<string> Of(PartitionValues key)
    {
        if (_projection.AreProjected)
            return _projection.Of(key);
        var place = Place(key);
        return values
            .Where(partition => place >= 0 && place < partition.Count)
            .Select(partition => partition[place])
            .Distinct();
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
        var places = PartitionValues.OfDays.Select(Place).Where(place => place >= 0 && place < partition.Count);
        var parts = places.Select(place => partition[place]).ToList();
        if (parts.Contains(NoValue))
            return true;
        return parts.Count == PartitionValues.OfDays.Count
            && parts.TrueForAll(part => part.All(char.IsAsciiDigit))
            && !DateOnly.TryParse(
                string.Join('-', parts.Select(part => part.TrimStart('0').PadLeft(2, '0'))),
                CultureInfo.InvariantCulture,
                out _
            );
    }

    private int Place(PartitionValues key) =>
        keys.ToList().FindIndex(column => column.Name.Equals(key.Key, StringComparison.OrdinalIgnoreCase));

    private string Named(IReadOnlyList<string> partition) =>
        string.Join('/', keys.Zip(partition, (key, value) => $"{key.Name}={value}"));

    private static string Some(List<string> all) =>
        string.Join(", ", all.Order(StringComparer.Ordinal).Take(MostNamed).Select(Shown.Text))
        + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");

    private static Failure Refusal(List<string> odd) =>
        new(
            EventsTableFit.Unsupported,
            $"The events table cannot be read: of some partitions nobody can tell the day, so that their events would be left out without a word: {Some(odd)}. "
                + "Needed are a year of four digits, a month from 1 to 12 and a day from 1 to 31, in digits, with zeros in front or without.",
            "If these partitions hold no events, drop them from the catalog (ALTER TABLE ... DROP PARTITION; their files stay). Else make a table over the same files "
                + "whose partitions are named so, with a LOCATION each, and point EventsDatabase and EventsTable at it."
        );
}
