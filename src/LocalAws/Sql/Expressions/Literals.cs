using System.Globalization;
using System.Text.RegularExpressions;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

/// <summary>Literals and their types: <c>1</c> integer or bigint, <c>1.5</c> decimal, <c>1e0</c> double.</summary>
internal static partial class Literals
{
    public static Typed Number(NumberLiteral number) =>
        number.Kind switch
        {
            TokenKind.Integer => Integer(number),
            TokenKind.Decimal => Exact(number.At, number.Text),
            _ => Types.Typed.Double($"CAST({DuckTypes.Text(number.Text)} AS DOUBLE)"),
        };

    private static Typed Integer(NumberLiteral number)
    {
        if (int.TryParse(number.Text, NumberStyles.None, null, out var small))
            return new(small.ToString(), SqlType.Integer);
        if (long.TryParse(number.Text, NumberStyles.None, null, out var value))
            return Types.Typed.BigInt($"CAST({value} AS BIGINT)");
        throw SqlErrors.Syntax(number.At, $"Invalid numeric literal: {number.Text}");
    }

    private static Typed Exact(Position at, string text)
    {
        var digits = text.Trim().TrimStart('-', '+');
        var point = digits.IndexOf('.');
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var whole = (point < 0 ? digits : digits[..point]).TrimStart('0').Length;
        if (whole + scale > 38 || !digits.All(c => char.IsAsciiDigit(c) || c == '.'))
            throw SqlErrors.Syntax(at, $"Invalid decimal literal: {text}");
        var type = SqlType.Decimal(Math.Max(1, whole + scale), scale);
        return new($"CAST({DuckTypes.Text(text.Trim())} AS {DuckTypes.Write(type)})", type);
    }

    public static Typed Typed(TypedLiteral literal) =>
        literal.Type switch
        {
            "decimal" => Exact(literal.At, literal.Text),
            "date" => Checked(literal, DateForm(), SqlType.Date),
            "timestamp" => TimestampOf(literal),
            "json" => Types.Typed.Json($"CAST({DuckTypes.Text(literal.Text)} AS JSON)"),
            "varchar" => Types.Typed.Text(literal.Text),
            "time" => throw SqlErrors.Unsupported(literal.At, "TIME is not supported"),
            var number => Casts.Explicit(Types.Typed.Text(literal.Text), Numeric(number), false, literal.At),
        };

    private static SqlType Numeric(string name) =>
        name switch
        {
            "double" => SqlType.Double,
            "real" => SqlType.Real,
            "bigint" => SqlType.BigInt,
            _ => SqlType.Integer,
        };

    private static Typed TimestampOf(TypedLiteral literal)
    {
        var match = TimestampForm().Match(literal.Text);
        if (!match.Success)
            throw Bad(literal);
        var fraction = match.Groups["fraction"].Length;
        if (!match.Groups["zone"].Success)
            return new(
                $"CAST({DuckTypes.Text(match.Groups["local"].Value)} AS TIMESTAMP)",
                SqlType.TimestampOf(fraction)
            );
        var zone = TimeZones.Check(match.Groups["zone"].Value, literal.At);
        return new(
            $"(CAST({DuckTypes.Text(match.Groups["local"].Value)} AS TIMESTAMP) AT TIME ZONE {DuckTypes.Text(zone)})",
            SqlType.TimestampTz(zone, fraction)
        );
    }

    private static Typed Checked(TypedLiteral literal, Regex form, SqlType type)
    {
        if (form.IsMatch(literal.Text))
            return new($"CAST({DuckTypes.Text(literal.Text.Trim())} AS {DuckTypes.Write(type)})", type);
        throw Bad(literal);
    }

    private static StatementException Bad(TypedLiteral literal) =>
        SqlErrors.At("INVALID_LITERAL", literal.At, $"'{literal.Text}' is not a valid {literal.Type} literal");

    public static Typed Interval(IntervalLiteral interval)
    {
        if (!decimal.TryParse(interval.Text, NumberStyles.Number, null, out var amount))
            throw SqlErrors.At("INVALID_LITERAL", interval.At, $"'{interval.Text}' is not a valid interval literal");
        var type = interval.Unit switch
        {
            "second" or "minute" or "hour" or "day" or "week" => SqlType.IntervalDay,
            "month" or "year" => SqlType.IntervalYear,
            _ => throw SqlErrors.Syntax(
                interval.At,
                $"mismatched input '{interval.Unit}'. Expecting: 'DAY', 'HOUR', 'MINUTE', 'MONTH', 'SECOND', 'YEAR'"
            ),
        };
        var text = $"{(interval.Negative ? -amount : amount)} {interval.Unit}";
        return new($"CAST({DuckTypes.Text(text)} AS INTERVAL)", type);
    }

    [GeneratedRegex(@"^\s*\d{4,}-\d{1,2}-\d{1,2}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DateForm();

    [GeneratedRegex(
        @"^\s*(?<local>\d{4,}-\d{1,2}-\d{1,2}(?: (?:[01]?\d|2[0-3]):\d{1,2}(?::\d{1,2}(?:\.(?<fraction>\d{1,12}))?)?)?)(?:\s*(?<zone>[A-Za-z][\w/+-]*|[+-]\d{2}:\d{2}))?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TimestampForm();
}
