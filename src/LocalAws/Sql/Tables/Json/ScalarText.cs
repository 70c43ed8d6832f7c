using System.Numerics;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>A value of a line as the text of a column's scalar type, as Trino's OpenX reader takes it.</summary>
internal static class ScalarText
{
    /// <returns>
    /// Text that DuckDB casts to the type as it is; null where the value does not fit. Throws
    /// <see cref="LineFaultException"/> where Trino fails.
    /// </returns>
    public static string? Of(SqlType type, JsonNode node)
    {
        if (type.Kind is TypeKind.Varchar)
            return Cut(JsonCanonical.Text(node), type.Precision);
        if (type.Kind is TypeKind.Boolean)
            return node is JsonText text && IsTrue(text.Value) ? "true" : "false";
        if (node is JsonText scalar)
            return Of(type, scalar);
        throw new LineFaultException($"an object or array stands where a {type} is due");
    }

    private static string? Of(SqlType type, JsonText text)
    {
        return type.Kind switch
        {
            TypeKind.TinyInt => Whole(text.Value, sbyte.MinValue, sbyte.MaxValue),
            TypeKind.SmallInt => Whole(text.Value, short.MinValue, short.MaxValue),
            TypeKind.Integer => Whole(text.Value, int.MinValue, int.MaxValue),
            TypeKind.BigInt => Whole(text.Value, long.MinValue, long.MaxValue),
            TypeKind.Real or TypeKind.Double => JavaNumbers.Double(text.Value)?.ToString("R"),
            TypeKind.Decimal => Decimal(type, text.Value),
            TypeKind.Date => DateText.Read(text.Value),
            TypeKind.Timestamp => Timestamp(text.Value),
            TypeKind.Varbinary => Binary(text),
            _ => throw SqlErrors.Plain(
                "HIVE_UNSUPPORTED_FORMAT",
                $"A column of type {type} cannot be read from JSON here"
            ),
        };
    }

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string? Whole(string text, long least, long most)
    {
        var value = JavaNumbers.Whole(text);
        if (value >= least && value <= most)
            return value.Value.ToString();
        return null;
    }

    private static string? Decimal(SqlType type, string text)
    {
        var units = JavaDecimal.Parse(text)?.Rounded(type.Scale);
        if (units is not { } value || BigInteger.Abs(value) >= BigInteger.Pow(10, type.Precision))
            return null;
        return new JavaDecimal(value, type.Scale).Plain();
    }

    private static string Timestamp(string text)
    {
        if (!TimestampText.TryRead(text, out var micros))
            throw NoTime(text);
        return DateTime.UnixEpoch.AddMicroseconds(micros).ToString("yyyy-MM-dd HH:mm:ss.fff");
    }

    public static LineFaultException NoTime(string text) =>
        new($"'{(text.Length > 60 ? text[..60] + "..." : text)}' is no time of the years 1 to 9999");

    /// <summary>Base64 as it is: DuckDB decodes it.</summary>
    private static string Binary(JsonText text)
    {
        if (text.IsQuoted && System.Buffers.Text.Base64.IsValid(text.Value) && !text.Value.Any(char.IsWhiteSpace))
            return text.Value;
        throw new LineFaultException("no Base64 text stands where a varbinary is due");
    }

    /// <summary>The first characters of a text; all where the length is 0.</summary>
    private static string Cut(string text, int length)
    {
        if (length == 0 || text.Length <= length)
            return text;
        var runes = text.EnumerateRunes().Take(length);
        return string.Concat(runes);
    }
}
