namespace CommerceAnalytics.Events;

/// <summary>Expressions that read one shop's event table, in Athena's SQL.</summary>
internal static class EventsTableSql
{
    /// <summary>When the event happened: UTC, cut to milliseconds.</summary>
    public static string Timestamp(EventsTableFit fit)
    {
        return fit.Timestamp switch
        {
            TimestampForm.Timestamp => """
                date_trunc('millisecond', "timestamp")
                """,
            // A date and a time with a blank between them are as common in logs as ISO 8601's T.
            TimestampForm.Text => """
                CAST(at_timezone(TRY(from_iso8601_timestamp(replace("timestamp", ' ', 'T'))), 'UTC') AS timestamp(3))
                """,
            // Seconds until the year 5138 are fewer than milliseconds since 1973, and so on: the size tells the unit.
            TimestampForm.UnixTime => """
                date_add('millisecond', CASE
                    WHEN "timestamp" < 0 THEN NULL
                    WHEN "timestamp" < 100000000000 THEN "timestamp" * 1000
                    WHEN "timestamp" < 100000000000000 THEN "timestamp"
                    WHEN "timestamp" < 100000000000000000 THEN "timestamp" / 1000
                    ELSE "timestamp" / 1000000
                END, TIMESTAMP '1970-01-01 00:00:00.000')
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(fit), fit.Timestamp, "Not a form of timestamp."),
        };
    }

    /// <summary>The day of an event's partition as text, e.g. <c>2025-10-28</c>.</summary>
    public static string Day(EventsTableFit fit)
    {
        string Key(string key, int digits) =>
            fit.IntegerPartitionKeys.Contains(key) ? $"lpad(CAST({key} AS varchar), {digits}, '0')"
            : fit.Widths(key).Count > 0 ? $"lpad(CAST(TRY_CAST({key} AS integer) AS varchar), {digits}, '0')"
            : key;
        return $"concat({Key("year", 4)}, '-', {Key("month", 2)}, '-', {Key("day", 2)})";
    }

    /// <summary>An attribute; NULL where it is empty or where the table has no such field.</summary>
    public static string Attribute(EventsTableFit fit, string attribute)
    {
        if (fit.MissingAttributes.Contains(attribute))
            return "CAST(NULL AS varchar)";
        if (fit.Attributes == AttributesForm.Map)
            return MapEntry(attribute);
        var field = fit.UnderscoredAttributes.Contains(attribute) ? EventAttributes.Underscored(attribute) : attribute;
        return $"NULLIF(attributes.{(field.Contains('.') ? SqlText.Name(field) : field)}, '')";
    }

    // The catalog does not tell the keys of a map, so both ways of writing a name with dots are looked for.
    private static string MapEntry(string attribute)
    {
        string Entry(string key) => $"NULLIF(element_at(attributes, {SqlText.Literal(key)}), '')";
        return attribute.Contains('.')
            ? $"COALESCE({Entry(attribute)}, {Entry(EventAttributes.Underscored(attribute))})"
            : Entry(attribute);
    }
}
