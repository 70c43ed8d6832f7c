using System.Globalization;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Numbers in texts as Java and Trino's OpenX reader take them.</summary>
internal static class JavaNumbers
{
    /// <summary>
    /// A whole number: decimal, hexadecimal with <c>0x</c>, octal with a leading zero. Null for all else.
    /// </summary>
    public static long? Long(ReadOnlySpan<char> text)
    {
        var isHexadecimal = text is ['0', 'x' or 'X', var digit, ..] && char.IsAsciiHexDigit(digit);
        if (isHexadecimal)
            return InBase(text[2..], 16);
        // The reader takes 8 for an octal digit when it chooses, and none when it reads.
        if (text is ['0', >= '0' and <= '8', ..])
            return InBase(text[1..], 8);
        return InBase(text, 10);
    }

    /// <summary>
    /// A whole number of a column of whole numbers, its fraction cut off; null where it is none or too large.
    /// </summary>
    public static long? Whole(ReadOnlySpan<char> text)
    {
        if (Long(text) is { } whole)
            return whole;
        var cut = JavaDecimal.Parse(text)?.Whole();
        if (cut >= long.MinValue && cut <= long.MaxValue)
            return (long)cut;
        return null;
    }

    /// <summary>A double; null where Java reads none.</summary>
    public static double? Double(string text)
    {
        var trimmed = JavaText.Trim(text);
        var unsigned = trimmed is ['-' or '+', ..] ? trimmed[1..] : trimmed;
        if (unsigned is "NaN")
            return double.NaN;
        if (unsigned is "Infinity")
            return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (unsigned is ['0', 'x' or 'X', ..])
            throw new LineFaultException($"the hexadecimal double {text} is not read here");
        var number = unsigned is [.., 'f' or 'F' or 'd' or 'D'] ? trimmed[..^1] : trimmed;
        var isNumber = JavaDecimal.Parse(number) is not null;
        if (isNumber)
            return double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        return null;
    }

    private static long? InBase(ReadOnlySpan<char> text, int numberBase)
    {
        var isNegative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty)
            return null;
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = Digit(c);
            if (digit >= numberBase)
                return null;
            value = (value * numberBase) + digit;
            if (value > (Int128)long.MaxValue + 1)
                return null;
        }

        value = isNegative ? -value : value;
        return value <= long.MaxValue ? (long)value : null;
    }

    private static int Digit(char c)
    {
        if (char.IsAsciiDigit(c))
            return c - '0';
        if (char.IsAsciiHexDigit(c))
            return (c | ' ') - 'a' + 10;
        return int.MaxValue;
    }
}
