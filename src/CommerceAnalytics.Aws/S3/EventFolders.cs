using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;

namespace CommerceAnalytics.Aws.S3;

/// <summary>Where the events of a day lie.</summary>
internal sealed class EventFolders
{
    // More than any key may have.
    private const int MostDigits = 12;

    private static readonly string[] DayKeys = ["year", "month", "day"];

    private readonly Func<DateOnly, IReadOnlyList<string>> _of;

    private EventFolders(Func<DateOnly, IReadOnlyList<string>> of) => _of = of;

    /// <summary>Folders of a UTC day, with a slash at their ends; none where there is nothing of it.</summary>
    public IReadOnlyList<string> Of(DateOnly day) => _of(day);

    /// <summary>By what the catalog has: the partitions' own locations, hours of one folder as that one.</summary>
    /// <param name="table">The events table.</param>
    /// <param name="partitions">The keys' values and the location of each partition.</param>
    public static EventFolders Listed(
        CatalogTable table,
        IEnumerable<(List<string> Values, string? Location)> partitions
    )
    {
        var places = Places(table);
        var days = partitions
            .Where(partition => partition.Location is not null)
            .Select(partition => (Day: DayOf(partition.Values, places), partition.Location))
            .Where(partition => partition.Day is not null)
            .ToLookup(partition => partition.Day!.Value, partition => $"{partition.Location!.TrimEnd('/')}/");
        return new(day => Merged([.. days[day].Distinct()]));
    }

    /// <summary>By the table's properties; null where its partitions are not projected.</summary>
    /// <param name="table">The events table.</param>
    public static EventFolders? Projected(CatalogTable table)
    {
        if (!EventsPartitions.AreProjected(table.Parameters))
            return null;
        var own = string.Concat(table.PartitionKeys.Select(key => $"{key.Name}=${{{key.Name}}}/"));
        var properties = TableProperties.InAnyCase(table.Parameters);
        var template =
            properties.GetValueOrDefault("storage.location.template") ?? $"{table.Location!.TrimEnd('/')}/{own}";
        return new(day => [Filled(template, day, properties)]);
    }

    /// <summary>The hours of a day lie side by side: one listing does for all of them.</summary>
    private static List<string> Merged(List<string> folders)
    {
        if (folders.Count < 2)
            return folders;
        var above = folders.Select(Above).Distinct().ToList();
        return above is [{ } one] && one.Contains("day=", StringComparison.OrdinalIgnoreCase) ? [one] : folders;
    }

    private static string Above(string folder) => folder[..(folder.TrimEnd('/').LastIndexOf('/') + 1)];

    private static string Filled(string template, DateOnly day, IReadOnlyDictionary<string, string> properties)
    {
        var filled = template;
        foreach (
            var (key, number, digits) in new[] { ("year", day.Year, 4), ("month", day.Month, 2), ("day", day.Day, 2) }
        )
        {
            var text = Written(key, number, properties) ?? number.ToString($"D{digits}");
            filled = filled.Replace($"${{{key}}}", text, StringComparison.OrdinalIgnoreCase);
        }

        // What is below the day has a value of its own in each folder.
        var rest = filled.IndexOf("${", StringComparison.Ordinal);
        var folder = rest < 0 ? filled : filled[..(filled.LastIndexOf('/', rest) + 1)];
        return $"{folder.TrimEnd('/')}/";
    }

    /// <summary>A number as the key's projection writes it; null where that is as documented.</summary>
    private static string? Written(string key, int number, IReadOnlyDictionary<string, string> properties)
    {
        string Property(string name) => properties.GetValueOrDefault($"projection.{key}.{name}")?.Trim() ?? "";
        switch (Property("type").ToLowerInvariant())
        {
            case "integer":
                // No zeros in front unless its digits say so.
                var isKnown = int.TryParse(Property("digits"), out var digits);
                return number.ToString($"D{(isKnown ? Math.Clamp(digits, 1, MostDigits) : 1)}");
            case "enum":
                var values = Property("values").Split(',', StringSplitOptions.TrimEntries);
                return values.FirstOrDefault(value => int.TryParse(value, out var own) && own == number);
            case "date" when Property("format") is "M" or "d":
                return $"{number}";
            default:
                return null;
        }
    }

    private static int[] Places(CatalogTable table)
    {
        var names = table.PartitionKeys.Select(key => key.Name.ToLowerInvariant()).ToList();
        return [.. DayKeys.Select(key => names.IndexOf(key))];
    }

    private static DateOnly? DayOf(List<string> values, int[] places)
    {
        var numbers = places
            .Where(place => place >= 0 && place < values.Count)
            .Select(place => int.TryParse(values[place], out var number) ? number : 0)
            .ToList();
        if (numbers is not [var year, var month, var day] || year is < 1 or > 9999 || month is < 1 or > 12)
            return null;
        return day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }
}
