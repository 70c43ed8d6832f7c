using System.Globalization;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Events;

/// <summary>
/// Partition projection: which numbers a key's range holds. Athena reads nothing of a partition outside of it, and
/// fails nothing. Forms as in docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html.
/// </summary>
/// <param name="properties">The table's properties.</param>
/// <param name="today">The present UTC day: ranges may be relative to it.</param>
internal sealed partial class ProjectedRanges(IReadOnlyDictionary<string, string> properties, DateOnly today)
{
    /// <summary>
    /// The property that holds a key's range, as the table has it: <c>'projection.year.range' = '2025,2026'</c>.
    /// </summary>
    /// <param name="key">A key's name.</param>
    public string Shown(string key)
    {
        var name = $"projection.{key}.{(TypeOf(key) == "enum" ? "values" : "range")}";
        var interval = Property($"projection.{key}.interval") is { } step
            ? $" with '{name[..name.LastIndexOf('.')]}.interval' = '{step}'"
            : "";
        return Property(name) is { } text ? $"'{name}' = '{text}'{interval}" : $"the missing '{name}'";
    }

    /// <summary>Whether the key has a partition for the number. What cannot be understood has none.</summary>
    /// <param name="key">A key's name.</param>
    /// <param name="number">A year, month, day or hour.</param>
    public bool Holds(string key, int number) =>
        TypeOf(key) switch
        {
            "enum" => (Property($"projection.{key}.values") ?? "")
                .Split(',')
                .Any(value => Number(value.Trim()) == number),
            "integer" or "date" => Bounds(key) is var (first, last)
                && number >= first
                && number <= last
                && IsOnStep(key, number - first),
            _ => false,
        };

    private (int First, int Last)? Bounds(string key)
    {
        var bounds = (Property($"projection.{key}.range") ?? "")
            .Split(',')
            .Select(bound => Number(bound.Trim()) ?? Relative(key, bound.Trim()))
            .ToList();
        return bounds is [{ } first, { } last] ? (first, last) : null;
    }

    private bool IsOnStep(string key, int steps) =>
        Property($"projection.{key}.interval") is not { } text
        || (Number(text.Trim()) is > 0 and { } interval && steps % interval == 0);

    /// <summary>Years alone: a month or a day relative to now is no fixed one.</summary>
    private int? Relative(string key, string bound)
    {
        if (key != "year" || Now().Match(bound) is not { Success: true } match)
            return null;
        var count = match.Groups["count"].Success
            ? Number(match.Groups["sign"].Value + match.Groups["count"].Value)
            : 0;
        return (count, match.Groups["unit"].Value.ToUpperInvariant()) switch
        {
            (null or < -100_000 or > 100_000, _) => null,
            ({ } years, "YEAR") => today.AddYears(Math.Clamp(years, 1 - today.Year, 9999 - today.Year)).Year,
            ({ } months, "MONTH") => today
                .AddMonths(Math.Clamp(months, -12 * (today.Year - 1), 12 * (9998 - today.Year)))
                .Year,
            ({ } weeks, "WEEK") => today.AddDays(7 * weeks).Year,
            ({ } days, "DAY") => today.AddDays(days).Year,
            // Hours, minutes and seconds do not reach another year, but for its first and last days.
            _ => today.Year,
        };
    }

    private string? TypeOf(string key) => Property($"projection.{key}.type")?.Trim().ToLowerInvariant();

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? Property(string name) =>
        properties.FirstOrDefault(property => property.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex(
        @"^NOW(?:\s*(?<sign>[+-])\s*(?<count>[0-9]+)\s*(?<unit>YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Now();
}
