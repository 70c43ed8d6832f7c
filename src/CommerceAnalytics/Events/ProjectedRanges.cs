using System.Globalization;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Events;

/// <summary>
/// Partition projection: which numbers a key's range holds. Athena reads nothing of a partition outside of it, and
/// fails nothing. Forms as in docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html.
/// </summary>
/// <param name="today">The present UTC day: ranges may be relative to it.</param>
internal sealed partial class ProjectedRanges(IReadOnlyDictionary<string, string> properties, DateOnly today)
{
    private readonly IReadOnlyDictionary<string, string> _properties = TableProperties.InAnyCase(properties);

    // No table says more, and no calendar goes further.
    private const int MostUnits = 100_000;

    /// <summary>
    /// The property that holds a key's range, as the table has it: <c>'projection.year.range' = '2025,2026'</c>.
    /// </summary>
    /// <param name="key">A key's name.</param>
    public string Shown(string key)
    {
        var name = TypeOf(key) == "enum" ? $"projection.{key}.values" : $"projection.{key}.range";
        if (Property(name) is not { } text)
            return $"the missing '{name}'";
        var shown = $"'{name}' = '{text}'";
        var interval = $"projection.{key}.interval";
        return Property(interval) is { } step ? $"{shown} with '{interval}' = '{step}'" : shown;
    }

    /// <summary>Whether the key has a partition for the number. What cannot be understood has none.</summary>
    /// <param name="key">A key's name.</param>
    /// <param name="number">A year, month, day or hour.</param>
    public bool Holds(string key, int number)
    {
        return TypeOf(key) switch
        {
            "enum" => List($"projection.{key}.values").Any(value => Number(value) == number),
            "integer" or "date" => IsInRange(key, number),
            _ => false,
        };
    }

    private bool IsInRange(string key, int number)
    {
        var bounds = List($"projection.{key}.range").Select(bound => Number(bound) ?? Relative(key, bound));
        if (bounds.ToList() is not [{ } first, { } last])
            return false;
        var isWithin = number >= first && number <= last;
        return isWithin && IsOnStep(key, number - first);
    }

    private bool IsOnStep(string key, int steps)
    {
        if (Property($"projection.{key}.interval") is not { } text)
            return true;
        return Number(text.Trim()) is > 0 and { } interval && steps % interval == 0;
    }

    /// <summary>Years alone: a month or a day relative to now is no fixed one.</summary>
    private int? Relative(string key, string bound)
    {
        if (key != "year" || Now().Match(bound) is not { Success: true } match)
            return null;
        var count = match.Groups["count"] is { Success: true } digits
            ? Number(match.Groups["sign"].Value + digits.Value)
            : 0;
        if (count is not (>= -MostUnits and <= MostUnits))
            return null;
        return Later(count.Value, match.Groups["unit"].Value.ToUpperInvariant()).Year;
    }

    /// <summary>Today and so many units; the first or last year there is, where that lies outside of all.</summary>
    private DateOnly Later(int count, string unit)
    {
        var yearsBefore = today.Year - 1;
        var yearsAfter = 9999 - today.Year;
        switch (unit)
        {
            case "YEAR":
                return today.AddYears(Math.Clamp(count, -yearsBefore, yearsAfter));
            case "MONTH":
                return today.AddMonths(Math.Clamp(count, -12 * yearsBefore, 12 * (yearsAfter - 1)));
            case "WEEK":
                return today.AddDays(7 * count);
            case "DAY":
                return today.AddDays(count);
            default:
                // Hours, minutes and seconds do not reach another year, but for its first and last days.
                return today;
        }
    }

    private IEnumerable<string> List(string property)
    {
        var items = (Property(property) ?? "").Split(',');
        return items.Select(item => item.Trim());
    }

    private string? TypeOf(string key) => Property($"projection.{key}.type")?.Trim().ToLowerInvariant();

    private static int? Number(string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign;
        return int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private string? Property(string name) => _properties.GetValueOrDefault(name);

    [GeneratedRegex(
        @"^NOW(?:\s*(?<sign>[+-])\s*(?<count>[0-9]+)\s*(?<unit>YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Now();
}
