using System.Globalization;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;

namespace CommerceAnalytics.Aws.S3;

/// <summary>Where the events of a day lie.</summary>
internal sealed class EventFolders
{
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
        var template =
            table.Parameters.GetValueOrDefault("storage.location.template") ?? $"{table.Location!.TrimEnd('/')}/{own}";
        return new(day => [Filled(template, day, table.Parameters)]);
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
            var width = Width(key, digits, properties);
            var text = number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
            filled = filled.Replace($"${{{key}}}", text, StringComparison.OrdinalIgnoreCase);
        }

        // What is below the day has a value of its own in each folder.
        var rest = filled.IndexOf("${", StringComparison.Ordinal);
        var folder = rest < 0 ? filled : filled[..(filled.LastIndexOf('/', rest) + 1)];
        return $"{folder.TrimEnd('/')}/";
    }

    /// <summary>A projected integer has no zeros in front unless its digits say so.</summary>
    private static int Width(string key, int documented, IReadOnlyDictionary<string, string> properties)
    {
        var isInteger = properties.GetValueOrDefault($"projection.{key}.type")?.Trim().ToLowerInvariant() == "integer";
        var digits = properties.GetValueOrDefault($"projection.{key}.digits");
        if (!isInteger)
            return documented;
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var width) ? width : 1;
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
            .Select(place => int.TryParse(values[place], CultureInfo.InvariantCulture, out var number) ? number : 0)
            .ToList();
        if (numbers is not [var year, var month, var day] || year is < 1 or > 9999 || month is < 1 or > 12)
            return null;
        return day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }
}
