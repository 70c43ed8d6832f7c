using System.Text;
using LocalAws.Sql.Translation;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class DateFormatFunctions
{
    private const string Iso =
        @"[+-]?[0-9]{4,}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?)?)?";

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
            "date_format",
            "date_format(timestamp, format) -> varchar",
            c => new Typed($"strftime({Casts.Local(DateFunctions.Moment(c, 0))}, {Format(c)})", SqlType.Varchar)
        );
        table.Scalar("date_parse", "date_parse(varchar, format) -> timestamp(3)", Parse);
        table.Scalar(
            "from_iso8601_timestamp",
            "from_iso8601_timestamp(varchar) -> timestamp(3) with time zone",
            FromIso
        );
        table.Scalar(
            "from_iso8601_date",
            "from_iso8601_date(varchar) -> date",
            c => Casts.Explicit(c.Value(0), SqlType.Date, c.InTry, c.At)
        );
        table.Scalar("to_iso8601", "to_iso8601(date or timestamp) -> varchar", ToIso);
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
        var format = Format(c);
        var (text, function) = (c.Sql(0, SqlType.Varchar), c.InTry ? "try_strptime" : "strptime");
        return new Typed($"CAST({function}({text}, {format}) AS TIMESTAMP)", SqlType.Timestamp);
    }

    private static Typed FromIso(Invocation c)
    {
        c.Takes(1, 1);
        var text = c.Sql(0, SqlType.Varchar);
        var attempt =
            $"CASE WHEN regexp_full_match({text}, {DuckTypes.Text(Iso)}) THEN date_trunc('millisecond', TRY_CAST({text} AS TIMESTAMPTZ)) END";
        var failure = $"error('INVALID_FUNCTION_ARGUMENT: Invalid format: \"' || {text} || '\"')";
        var sql = c.InTry
            ? $"({attempt})"
            : $"(CASE WHEN {text} IS NULL THEN NULL ELSE coalesce({attempt}, {failure}) END)";
        return new Typed(sql, SqlType.TimestampTz("UTC"));
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
        return new Typed(sql, SqlType.Varchar);
    }
}
