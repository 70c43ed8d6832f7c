using System.Globalization;

namespace CommerceAnalytics.Events;

/// <summary>
/// Partition projection: the values of a key as the table's properties tell them. Athena then looks at no partition of
/// the catalog.
/// </summary>
internal sealed class ProjectedValues(IReadOnlyDictionary<string, string> properties)
{
    private readonly IReadOnlyDictionary<string, string> _properties = TableProperties.InAnyCase(properties);

    // More than any key may have.
    private const int MostDigits = 12;

    // Formats of Java's DateTimeFormatter that write a year, a month or a day as a number.
    private static readonly Dictionary<string, int> DateFormats = new()
    {
        ["yyyy"] = 4,
        ["uuuu"] = 4,
        ["MM"] = 2,
        ["dd"] = 2,
        ["M"] = 1,
        ["d"] = 1,
    };

    /// <summary>Whether the partitions are projected.</summary>
    public bool AreProjected => "true".Equals(Property("projection.enabled"), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A value or more for every way of writing that the key's projection has; what cannot be understood stands as it
    /// is written.
    /// </summary>
    /// <param name="key">A key's name.</param>
    public IReadOnlyList<string> Of(PartitionValues key)
    {
        return Property($"projection.{key.Key}.type")?.Trim().ToLowerInvariant() switch
        {
            "integer" => [OfInteger(key)],
            "enum" => OfEnum(key),
            "date" => [OfDate(key)],
            var type => [$"projection of type {type ?? "none"}"],
        };
    }

    private string OfInteger(PartitionValues key)
    {
        var text = Property($"projection.{key.Key}.digits");
        var isKnown = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits);
        return Written(key, isKnown ? digits : 1);
    }

    private List<string> OfEnum(PartitionValues key)
    {
        var values = (Property($"projection.{key.Key}.values") ?? "").Split(',');
        return [.. values.Select(value => value.Trim())];
    }

    private string OfDate(PartitionValues key)
    {
        var format = (Property($"projection.{key.Key}.format") ?? "").Trim();
        if (!DateFormats.TryGetValue(format, out var digits))
            return $"dates as {format}";
        var isOfTheKey = digits <= 2 || key.Digits == digits;
        return isOfTheKey ? Written(key, digits) : $"dates as {format}";
    }

    private static string Written(PartitionValues key, int digits) =>
        key.First.ToString($"D{Math.Clamp(digits, 1, MostDigits)}");

    private string? Property(string name) => _properties.GetValueOrDefault(name);
}
