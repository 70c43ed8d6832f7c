using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Events;

/// <summary>
/// Reads a table's columns into an <see cref="EventsTableFit"/>, and gathers all that stands in the way.
/// </summary>
internal sealed class EventsTableReader(
    IReadOnlyList<Column> columns,
    IReadOnlyList<Column> partitionKeys,
    IReadOnlyList<string> others
)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _remedies = [];

    public EventsTableFit Fit()
    {
        var timestamp = Timestamp(
            Required(columns, "column", "timestamp", "timestamp, string (ISO 8601) or bigint (Unix time)")
        );
        if (Required(columns, "column", "body", "string") is { } body && !IsText(body))
            Wrong($"the column 'body' is {Shown.Text(body)} and must be string", "Declare 'body' as string.");
        var attributes = Required(columns, "column", "attributes", "struct<...> or map<string,string>");
        var fit = new EventsTableFit { Timestamp = timestamp, IntegerPartitionKeys = PartitionKeys() };
        fit = attributes is null ? fit : WithAttributes(fit, attributes);
        return _problems.Count == 0 ? fit : throw new FailureException(Refusal());
    }

    private TimestampForm Timestamp(string? type)
    {
        if (type is null || type == "timestamp")
            return TimestampForm.Timestamp;
        if (IsText(type))
            return TimestampForm.Text;
        if (type != "bigint")
            Wrong(
                $"the column 'timestamp' is {Shown.Text(type)} and must be timestamp, string (ISO 8601) or bigint (Unix time)",
                "Declare 'timestamp' as one of these, as the files hold it."
            );
        return TimestampForm.UnixTime;
    }

    private List<string> PartitionKeys()
    {
        var integers = new List<string>();
        foreach (var key in (string[])["year", "month", "day"])
        {
            if (Required(partitionKeys, "partition key", key, "string or an integer") is not { } type)
                continue;
            if (IsInteger(type))
                integers.Add(key);
            else if (!IsText(type))
                Wrong(
                    $"the partition key '{key}' is {Shown.Text(type)} and must be string or an integer",
                    $"Declare the partition key '{key}' as string."
                );
        }

        foreach (
            var other in partitionKeys.Where(key =>
                key.Name.ToLowerInvariant() is not ("year" or "month" or "day" or "hour")
            )
        )
            Wrong(
                $"the partition key {Shown.Text(other.Name)} is not known; the keys may be year, month, day and hour",
                "Make a table over the same files that is partitioned by year, month, day and hour alone."
            );
        return integers;
    }

    private EventsTableFit WithAttributes(EventsTableFit fit, string type)
    {
        if (IsTextMap(type))
            return fit with { Attributes = AttributesForm.Map };
        if (HiveStruct.Fields(type) is { } fields)
            return WithFields(fit, fields.ToLookup(field => field.Name.ToLowerInvariant(), field => field.Type));
        Wrong(
            $"the column 'attributes' is {Shown.Text(type)} and must be struct<...> or map<string,string>",
            "Declare 'attributes' as map<string,string>, or as a struct of strings."
        );
        return fit;
    }

    private EventsTableFit WithFields(EventsTableFit fit, ILookup<string, string> fields)
    {
        var missing = new List<string>();
        var underscored = new List<string>();
        foreach (var attribute in EventAttributes.All.Union(others))
        {
            var plain = attribute.ToLowerInvariant();
            var withUnderscores = EventAttributes.Underscored(attribute).ToLowerInvariant();
            var name = fields.Contains(plain) ? plain : withUnderscores;
            if (!fields.Contains(name))
                missing.Add(attribute);
            else if (fields[name].FirstOrDefault(type => !IsText(type)) is { } type)
                Wrong(
                    $"the attribute '{name}' is {Shown.Text(type)} and must be string",
                    $"Declare the attribute '{name}' as string: numbers are read as their text."
                );
            else if (name != plain)
                underscored.Add(attribute);
        }

        return fit with
        {
            MissingAttributes = missing,
            UnderscoredAttributes = underscored,
        };
    }

    private string? Required(IReadOnlyList<Column> among, string what, string name, string need)
    {
        var found = among.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Wrong(
                $"the {what} '{name}' is not there and must be {need}",
                $"Add the {what} '{name}' ({need}) to the table in the catalog."
            );
        return found?.Type.Trim().ToLowerInvariant();
    }

    private void Wrong(string problem, string remedy)
    {
        _problems.Add(problem);
        _remedies.Add(remedy);
    }

    private Failure Refusal()
    {
        return new(
            EventsTableFit.Unsupported,
            $"The events table cannot be read: {string.Join("; ", _problems)}. Found: columns {Names(columns)}; partition keys {Names(partitionKeys)}.",
            $"{string.Join(" ", _remedies.Distinct())} Or point EventsDatabase and EventsTable at a table with columns timestamp, body and attributes that is partitioned by year, month, day and, where there is one, hour."
        );
    }

    private static string Names(IReadOnlyList<Column> columns)
    {
        return columns.Count == 0
            ? "none"
            : string.Join(", ", columns.Select(column => $"{column.Name} {Brief(column.Type)}"));
    }

    private static string Brief(string type)
    {
        if (type.Length <= 40)
            return type;
        return $"{type[..40]}...";
    }

    private static bool IsText(string type)
    {
        if (type is "string" or "varchar")
            return true;
        return type.StartsWith("varchar(", StringComparison.Ordinal);
    }

    private static bool IsInteger(string type) => type is "int" or "integer" or "bigint" or "smallint" or "tinyint";

    private static bool IsTextMap(string type)
    {
        return type.StartsWith("map<", StringComparison.Ordinal)
            && type.EndsWith('>')
            && type["map<".Length..^1].Split(',') is [var key, var value]
            && IsText(key.Trim())
            && IsText(value.Trim());
    }
}
