using System.Globalization;
using LocalAws.Catalog;

namespace LocalAws.Sql.Tables;

/// <summary>Partition projection: which values a key may have, by the table's properties.</summary>
internal static class Projection
{
    private const int Most = 1_000_000;

    /// <summary>
    /// Whether the table's partitions are those that its properties say, and not those of the catalog.
    /// </summary>
    public static bool IsEnabled(CatalogTable table) =>
        table.Parameters.TryGetValue("projection.enabled", out var enabled)
        && enabled.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Address of a projected partition by the table's template, or null where it has none.</summary>
    public static string? Folder(CatalogTable table, IReadOnlyList<string> values)
    {
        if (!IsEnabled(table) || !table.Parameters.TryGetValue("storage.location.template", out var folder))
            return null;
        foreach (var (key, value) in table.PartitionKeys.Zip(values))
            folder = folder.Replace($"${{{key.Name}}}", value, StringComparison.OrdinalIgnoreCase);
        return folder;
    }

    public static IReadOnlyList<string> Values(CatalogTable table, string key, DateTimeOffset now)
    {
        var type = Property(table, key, "type");
        return type.ToLowerInvariant() switch
        {
            "enum" => [.. Property(table, key, "values").Split(',').Select(v => v.Trim())],
            "integer" => Integers(table, key),
            "date" => Dates(table, key, now),
            _ => throw Invalid(table, $"projection type {type} of column {key} is not supported"),
        };
    }

    private static string Property(CatalogTable table, string key, string name)
    {
        var value = Optional(table, key, name);
        return value ?? throw Invalid(table, $"projection.{key}.{name} is missing");
    }

    private static string? Optional(CatalogTable table, string key, string name)
    {
        var property = $"projection.{key}.{name}";
        var found = table.Parameters.FirstOrDefault(p => p.Key.Equals(property, StringComparison.OrdinalIgnoreCase));
        return found.Value;
    }

    private static (string From, string To) Range(CatalogTable table, string key)
    {
        var range = Property(table, key, "range").Split(',');
        if (range.Length == 2)
            return (range[0].Trim(), range[1].Trim());
        throw Invalid(table, $"projection.{key}.range must have two ends");
    }

    private static List<string> Integers(CatalogTable table, string key)
    {
        var (from, to) = Range(table, key);
        var step = long.Parse(Optional(table, key, "interval") ?? "1");
        var format = "D" + (Optional(table, key, "digits") ?? "1");
        var number = long.Parse(from);
        var last = long.Parse(to);
        List<string> values = [];
        while (number <= last && values.Count < Most)
        {
            values.Add(number.ToString(format));
            number += Math.Max(1, step);
        }

        return values;
    }

    private static List<string> Dates(CatalogTable table, string key, DateTimeOffset now)
    {
        var (from, to) = Range(table, key);
        var format = Property(table, key, "format");
        var step = int.Parse(Optional(table, key, "interval") ?? "1");
        var unit = (Optional(table, key, "interval.unit") ?? "DAYS").ToUpperInvariant();
        var date = Date(table, from, format, now);
        var last = Date(table, to, format, now);
        List<string> values = [];
        while (date <= last && values.Count < Most)
        {
            values.Add(date.ToString(format));
            date = Step(table, date, unit, step);
        }

        return values;
    }

    private static DateTime Step(CatalogTable table, DateTime date, string unit, int step)
    {
        return unit.TrimEnd('S') switch
        {
            "YEAR" => date.AddYears(step),
            "MONTH" => date.AddMonths(step),
            "WEEK" => date.AddDays(7 * step),
            "DAY" => date.AddDays(step),
            "HOUR" => date.AddHours(step),
            "MINUTE" => date.AddMinutes(step),
            _ => throw Invalid(table, $"interval unit {unit} is not supported"),
        };
    }

    /// <summary>
    /// A date in the format, or <c>NOW</c> with days or other units added or taken: <c>NOW-3YEARS</c>.
    /// </summary>
    private static DateTime Date(CatalogTable table, string text, string format, DateTimeOffset now)
    {
        if (!text.StartsWith("NOW", StringComparison.OrdinalIgnoreCase))
            return Fixed(table, text, format);
        var shift = text[3..].Replace(" ", "");
        if (shift.Length == 0)
            return now.UtcDateTime;
        var letters = shift.TakeWhile(c => !char.IsLetter(c)).Count();
        var digits = shift.AsSpan(0, letters);
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, null, out var count))
            throw Invalid(table, $"'{text}' is not a date");
        var unit = shift[letters..].ToUpperInvariant();
        return Step(table, now.UtcDateTime, unit, count);
    }

    private static DateTime Fixed(CatalogTable table, string text, string format)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, format, culture, DateTimeStyles.None, out var date))
            return date;
        throw Invalid(table, $"'{text}' is not a date in the format {format}");
    }

    private static StatementException Invalid(CatalogTable table, string message) =>
        SqlErrors.Plain("INVALID_TABLE_PROPERTY", $"Table {table.Database}.{table.Name}: {message}");
}
