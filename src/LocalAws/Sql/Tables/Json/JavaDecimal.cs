using System.Globalization;
using System.Numerics;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// A decimal as Java's BigDecimal has it: its digits as they were written, and how many of them stand behind the point.
/// </summary>
internal readonly record struct JavaDecimal(BigInteger Digits, int Scale)
{
    /// <summary>More digits than any column holds.</summary>
    private const int Most = 80;

    /// <summary>Reads what BigDecimal reads: no white space, at least one digit. Null for all else.</summary>
    public static JavaDecimal? Parse(ReadOnlySpan<char> text)
    {
        var exponent = 0L;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0 && !TryExponent(text[(e + 1)..], out exponent))
            return null;
        var mantissa = e < 0 ? text : text[..e];
        var isNegative = mantissa is ['-', ..];
        if (mantissa is ['-' or '+', ..])
            mantissa = mantissa[1..];
        var digits = mantissa;
        var scale = -exponent;
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            var fraction = mantissa[(point + 1)..];
            digits = $"{mantissa[..point]}{fraction}";
            scale += fraction.Length;
        }

        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        if (scale is < int.MinValue or > int.MaxValue)
            return null;
        var value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return new JavaDecimal(isNegative ? -value : value, (int)scale);
    }

    /// <summary>The whole number, its fraction cut off; null where it is too large for any column.</summary>
    public BigInteger? Whole() => Scaled(0, rounds: false);

    /// <summary>Seconds as whole milliseconds, the rest cut off; null beyond what a long holds.</summary>
    public long? InMillis()
    {
        var millis = Scaled(3, rounds: false);
        if (millis >= long.MinValue && millis <= long.MaxValue)
            return (long)millis;
        return null;
    }

    /// <summary>
    /// The number in units of the scale given, rounded half up (away from zero); null where it is too large for any
    /// column.
    /// </summary>
    public BigInteger? Rounded(int scale) => Scaled(scale, rounds: true);

    /// <summary>As BigDecimal writes it: <c>1.50</c>, <c>1E+2</c>, <c>1E-7</c>.</summary>
    public override string ToString()
    {
        var digits = Unsigned;
        var exponent = digits.Length - 1L - Scale;
        if (Scale >= 0 && exponent >= -6)
            return Plain();
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var power = exponent == 0 ? "" : $"E{exponent:+0;-0}";
        return $"{Sign}{digits[0]}{fraction}{power}";
    }

    /// <summary>Without an exponent. Only for a scale that is not below 0.</summary>
    public string Plain()
    {
        if (Scale == 0)
            return Sign + Unsigned;
        var padded = Unsigned.PadLeft(Scale + 1, '0');
        return $"{Sign}{padded[..^Scale]}.{padded[^Scale..]}";
    }

    private string Sign => Digits.Sign < 0 ? "-" : "";

    private string Unsigned => BigInteger.Abs(Digits).ToString();

    private BigInteger? Scaled(int scale, bool rounds)
    {
        if (Digits.IsZero)
            return Digits;
        var shift = (long)scale - Scale;
        if (shift >= 0)
            return shift > Most ? null : Digits * BigInteger.Pow(10, (int)shift);
        if (-shift > Unsigned.Length + 1)
            return BigInteger.Zero;
        var divisor = BigInteger.Pow(10, (int)-shift);
        var quotient = BigInteger.DivRem(Digits, divisor, out var rest);
        var isHalf = BigInteger.Abs(rest) * 2 >= divisor;
        if (rounds && isHalf)
            quotient += Digits.Sign;
        return quotient;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out long exponent)
    {
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        exponent = 0;
        if (digits.Length is 0 or > 10 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        exponent = long.Parse(digits);
        if (text[0] == '-')
            exponent = -exponent;
        return true;
    }
}
