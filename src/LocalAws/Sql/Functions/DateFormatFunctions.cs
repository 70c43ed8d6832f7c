using System.Text;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class DateFormatFunctions
{
    private const string OfDay = "bcdejMm";

    /// <summary>MySQL's letters, which date_format and date_parse take, as DuckDB's.</summary>
    private static readonly Dictionary<char, string> Letters = new (char Athena, string Duck)[]
    {
        ('a', "%a"),
        ('b', "%b"),
        ('c', "%-m"),
        ('d', "%d"),
        ('e', "%-d"),
        ('f', "%f"),
        ('H', "%H"),
        ('h', "%I"),
        ('I', "%I"),
        ('i', "%M"),
        ('j', "%j"),
        ('k', "%-H"),
        ('l', "%-I"),
        ('M', "%B"),
        ('m', "%m"),
        ('p', "%p"),
        ('r', "%I:%M:%S %p"),
        ('S', "%S"),
        ('s', "%S"),
        ('T', "%H:%M:%S"),
        ('v', "%V"),
        ('W', "%A"),
        ('Y', "%Y"),
        ('y', "%y"),
        ('%', "%%"),
    }.ToDictionary(l => l.Athena, l => l.Duck);

    public static void AddTo(FunctionTable table)
    {
        table.Scalar(
            "date_format(timestamp, format) -> varchar",
            c => Typed.Varchar($"strftime({Casts.Local(DateFunctions.Moment(c, 0))}, {Format(c)})")
        );
        table.Scalar("date_parse(varchar, format) -> timestamp(3)", Parse);
        table.Scalar(
            "from_iso8601_timestamp(varchar) -> timestamp(3) with time zone",
            c =>
                Read(
                    c,
                    SqlType.TimestampTz("UTC"),
                    text => $"(make_timestamp(trino_iso_moment({text}) * 1000) AT TIME ZONE 'UTC')"
                )
        );
        table.Scalar(
            "from_iso8601_date(varchar) -> date",
            c => Read(c, SqlType.Date, text => $"(DATE '1970-01-01' + trino_iso_date({text}))")
        );
        table.Scalar("to_iso8601(date or timestamp) -> varchar", ToIso);
    }

    private static string Format(Invocation c)
    {
        c.Takes(2, 2);
        var format = c.Literal(1);
        var duck = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                duck.Append(format[i]);
            else
                duck.Append(
                    Letters.GetValueOrDefault(format[++i])
                        ?? throw SqlErrors.At(
                            "INVALID_FUNCTION_ARGUMENT",
                            c.At,
                            $"%{format[i]} not supported in date format string"
                        )
                );
        }

        return DuckTypes.Text(duck.ToString());
    }

    private static Typed Parse(Invocation c)
    {
        c.Takes(2, 2);
        var letters = Used(c.Literal(1));
        var duck = Format(c);
        // DuckDB puts 69 into another century than Athena.
        if (letters.Contains('y'))
            throw SqlErrors.Unsupported(
                c.At,
                "%y is not supported here in date_parse: write years with four digits, %Y"
            );
        var year =
            letters.Contains('Y') ? null
            : letters.Any(OfDay.Contains) ? "2000"
            : "1970";
        return Read(c, SqlType.Timestamp, text => Parsed(text, c.Literal(1), duck, year));
    }

    /// <param name="text">What is parsed.</param>
    /// <param name="format">Athena's format.</param>
    /// <param name="duck">DuckDB's, quoted.</param>
    /// <param name="year">The year that Athena takes where the format has none; DuckDB takes 1900.</param>
    private static string Parsed(string text, string format, string duck, string? year)
    {
        var (from, by) = year is null ? (text, duck) : ($"('{year} ' || {text})", $"('%Y ' || {duck})");
        var parsed = $"date_trunc('millisecond', CAST(try_strptime({from}, {by}) AS TIMESTAMP))";
        // DuckDB passes over blanks around a text.
        if (format.Trim().Length == format.Length)
            return $"CASE WHEN regexp_full_match({text}, '\\S(?s:.*\\S)?') THEN {parsed} END";
        return parsed;
    }

    private static string Used(string format)
    {
        return string.Concat(
            format
                .Split("%%")
                .SelectMany(part => part.Split('%').Skip(1))
                .Select(part => part.Length > 0 ? part[..1] : "")
        );
    }

    /// <summary>What a text says, NULL for NULL; a text that says nothing fails, or is NULL within TRY.</summary>
    private static Typed Read(Invocation c, SqlType type, Func<string, string> attempt)
    {
        var text = c.Sql(0, SqlType.Varchar);
        var failure = $"error('INVALID_FUNCTION_ARGUMENT: Invalid format: \"' || {text} || '\"')";
        var sql = c.InTry
            ? attempt(text)
            : $"CASE WHEN {text} IS NULL THEN NULL ELSE coalesce({attempt(text)}, {failure}) END";
        return new($"({sql})", type);
    }

    private static Typed ToIso(Invocation c)
    {
        c.Takes(1, 1);
        var value = DateFunctions.Moment(c, 0);
        var sql = value.Type.Kind switch
        {
            TypeKind.Date => $"CAST({value.Sql} AS VARCHAR)",
            TypeKind.TimestampTz when value.Type.Zone != "UTC" => throw SqlErrors.Unsupported(
                c.At,
                "to_iso8601 of a zone other than UTC is not supported"
            ),
            TypeKind.TimestampTz => $"strftime({Casts.Local(value)}, '%Y-%m-%dT%H:%M:%S.%gZ')",
            _ => $"strftime({value.Sql}, '%Y-%m-%dT%H:%M:%S.%g')",
        };
        return Typed.Varchar(sql);
    }
}
