namespace CommerceAnalytics.Events;

/// <summary>Expressions that read one shop's event table, in Athena's SQL.</summary>
internal static class EventsTableSql
{
    // A year of four digits; an offset of at most 14 hours, in hours and minutes.
    private const string KnownTime =
        @"\A[0-9]{4}(?:-[0-9W-]*)?(?:T[0-9:.,]*(?:Z|[+-](?:(?:0[0-9]|1[0-3])(?::?[0-5][0-9])?|14(?::?00)?))?)?\z";

    /// <summary>When the event happened: UTC, cut to milliseconds.</summary>
    public static string Timestamp(EventsTableFit fit)
    {
        return fit.Timestamp switch
        {
            TimestampForm.Timestamp => """
                date_trunc('millisecond', "timestamp")
                """,
            // A date and a time with a blank between them are as common in logs as ISO 8601's T. TRY does not catch what
            // Trino makes of an offset beyond 14 hours or with seconds ("time zone not supported"), nor of a year that
            // is too far away: one such text would fail every statement that reads its partition.
            TimestampForm.Text => $"""
                CAST(at_timezone(TRY(from_iso8601_timestamp(regexp_extract(
                    replace("timestamp", ' ', 'T'),
                    '{KnownTime}'
                ))), 'UTC') AS timestamp(3))
                """,
            // Seconds until the year 5138 are fewer than milliseconds since 1973, and so on: the size tells the unit.
            // No date_add: it takes 2,147,483,647 units at most (INVALID_FUNCTION_ARGUMENT: integer overflow).
            TimestampForm.UnixTime => """
                CAST(at_timezone(from_unixtime(CASE
                    WHEN "timestamp" < 0 THEN NULL
                    WHEN "timestamp" < 100000000000 THEN "timestamp" * 1000
                    WHEN "timestamp" < 100000000000000 THEN "timestamp"
                    WHEN "timestamp" < 100000000000000000 THEN "timestamp" / 1000
                    ELSE "timestamp" / 1000000
                END / 1e3), 'UTC') AS timestamp(3))
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
        var needsQuotes = field.Contains('.') || ReservedWords.All.Contains(field.ToLowerInvariant());
        return $"NULLIF(attributes.{(needsQuotes ? SqlText.Name(field) : field)}, '')";
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
