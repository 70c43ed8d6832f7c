using LocalAws.Sql.Expressions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class DateFunctions
{
    private static readonly (string Name, string Duck)[] Fields =
    [
        ("year", "year"),
        ("quarter", "quarter"),
        ("month", "month"),
        ("week", "week"),
        ("week_of_year", "week"),
        ("day", "day"),
        ("day_of_month", "day"),
        ("day_of_week", "isodow"),
        ("dow", "isodow"),
        ("day_of_year", "dayofyear"),
        ("doy", "dayofyear"),
        ("year_of_week", "isoyear"),
        ("yow", "isoyear"),
        ("hour", "hour"),
        ("minute", "minute"),
        ("second", "second"),
    ];

    private static readonly HashSet<string> Units =
    [
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
    ];

    public static void AddTo(FunctionTable table)
    {
        foreach (var (name, duck) in Fields)
            table.Scalar($"{name}(date or timestamp) -> bigint", c => Field(c, duck));
        table.Scalar(
            "millisecond(timestamp) -> bigint",
            c => Typed.BigInt($"(millisecond({Casts.Local(Moment(c, 0))}) % 1000)")
        );
        table.Scalar(
            "date(varchar, date or timestamp) -> date",
            c => Casts.Explicit(c.Value(0), SqlType.Date, c.InTry, c.At)
        );
        table.Scalar(
            "last_day_of_month(date or timestamp) -> date",
            c => new($"last_day({Casts.Local(Moment(c, 0))})", SqlType.Date)
        );
        table.Scalar("date_trunc(unit, x) -> type of x", Truncate);
        table.Scalar("date_add(unit, bigint, x) -> type of x", Add);
        table.Scalar("date_diff(unit, x, y) -> bigint", Difference);
        table.Scalar("now() -> timestamp(3) with time zone", c => c.Translator.Queries.Clock.Now);
        table.Scalar("current_timezone() -> varchar", _ => Typed.Text("UTC"));
        table.Scalar("at_timezone(timestamp with time zone, zone) -> timestamp with time zone", AtZone);
        table.Scalar("with_timezone(timestamp, zone) -> timestamp with time zone", WithZone);
        table.Scalar("from_unixtime(double[, zone]) -> timestamp(3) with time zone", FromUnix);
        table.Scalar(
            "from_unixtime_nanos(bigint) -> timestamp with time zone",
            c =>
                new(
                    $"(make_timestamp({c.Sql(0, SqlType.BigInt)} // 1000) AT TIME ZONE 'UTC')",
                    SqlType.TimestampTz("UTC", 6)
                )
        );
        table.Scalar("to_unixtime(timestamp) -> double", c => Typed.Double($"epoch({Moment(c, 0).Sql})"));
    }

    public static Typed Moment(Invocation c, int index)
    {
        var value = c.Value(index);
        if (value.Type.IsUnknown)
            return value.As(SqlType.Timestamp, c.At);
        return c.Of(index, TypeKind.Date, TypeKind.Timestamp, TypeKind.TimestampTz);
    }

    private static Typed Field(Invocation c, string duck)
    {
        c.Takes(1, 1);
        return Typed.BigInt($"{duck}({Casts.Local(Moment(c, 0))})");
    }

    private static string Unit(Invocation c)
    {
        var unit = c.Literal(0).ToLowerInvariant();
        if (Units.Contains(unit))
            return unit;
        throw SqlErrors.At("INVALID_FUNCTION_ARGUMENT", c.At, $"'{unit}' is not a valid DATE field");
    }

    private static Typed Truncate(Invocation c)
    {
        c.Takes(2, 2);
        var value = Moment(c, 1);
        return Back(value, $"date_trunc('{Unit(c)}', {Casts.Local(value)})");
    }

    /// <summary>A wall-clock time turned back into the type that it came from.</summary>
    private static Typed Back(Typed value, string local)
    {
        if (value.Type.HasZone)
            return new($"({local} AT TIME ZONE {DuckTypes.Text(value.Type.Zone)})", value.Type);
        return new($"CAST({local} AS {DuckTypes.Write(value.Type)})", value.Type);
    }

    private static Typed Add(Invocation c)
    {
        c.Takes(3, 3);
        var unit = Unit(c);
        var count = Integer(c.Sql(1, SqlType.BigInt), c.InTry);
        var value = Moment(c, 2);
        if (unit is "millisecond" or "second" or "minute" or "hour" && value.Type.Kind == TypeKind.Date)
            throw SqlErrors.At("INVALID_FUNCTION_ARGUMENT", c.At, $"'{unit}' is not a valid DATE field");
        var step = unit switch
        {
            "millisecond" or "second" or "minute" or "hour" => $"to_{unit}s({count})",
            "quarter" => $"CAST('3 months' AS INTERVAL) * {count}",
            _ => $"CAST('1 {unit}' AS INTERVAL) * {count}",
        };
        return Back(value, $"({Casts.Local(value)} + {step})");
    }

    /// <summary>Trino takes a bigint, and fails where it is no integer.</summary>
    private static string Integer(string count, bool inTry)
    {
        var otherwise = inTry ? "NULL" : "error('INVALID_FUNCTION_ARGUMENT: integer overflow')";
        var isTooLarge = $"{count} NOT BETWEEN {int.MinValue} AND {int.MaxValue}";
        return $"(CASE WHEN {isTooLarge} THEN {otherwise} ELSE {count} END)";
    }

    /// <summary>Counts whole units, as Trino does; DuckDB's date_diff counts the boundaries between.</summary>
    private static Typed Difference(Invocation c)
    {
        c.Takes(3, 3);
        Moment(c, 1);
        Moment(c, 2);
        var (a, b) = Operators.Same(c.At, c.Value(1), c.Value(2), "date_diff");
        return Typed.BigInt($"date_sub('{Unit(c)}', {Casts.Local(a)}, {Casts.Local(b)})");
    }

    private static Typed AtZone(Invocation c)
    {
        c.Takes(2, 2);
        var zone = TimeZones.Check(c.Literal(1), c.At);
        Moment(c, 0);
        var instant = c.Value(0).As(SqlType.TimestampTz("UTC", c.Value(0).Type.Precision), c.At);
        return new(instant.Sql, SqlType.TimestampTz(zone, Math.Max(3, instant.Type.Precision)));
    }

    private static Typed WithZone(Invocation c)
    {
        c.Takes(2, 2);
        var zone = TimeZones.Check(c.Literal(1), c.At);
        var value = c.Of(0, TypeKind.Date, TypeKind.Timestamp, TypeKind.Unknown);
        return new($"(CAST({value.Sql} AS TIMESTAMP) AT TIME ZONE {DuckTypes.Text(zone)})", SqlType.TimestampTz(zone));
    }

    private static Typed FromUnix(Invocation c)
    {
        c.Takes(1, 2);
        var zone = c.Count == 2 ? TimeZones.Check(c.Literal(1), c.At) : "UTC";
        var instant = $"to_timestamp({c.Sql(0, SqlType.Double)})";
        return new($"date_trunc('millisecond', {instant} + INTERVAL 500 MICROSECONDS)", SqlType.TimestampTz(zone));
    }
}
