using System.Globalization;
using System.Numerics;

namespace LocalAws.Sql.Execution;

/// <summary>
/// Decimals as Java's BigDecimal reads them: <c>1</c>, <c>1.</c>, <c>.5</c>, <c>-1.5e3</c>; no white space.
/// </summary>
internal static class DecimalText
{
    /// <returns>
    /// The number without its point at the scale, rounded half up (away from zero); null if it is none or has more
    /// digits than the precision.
    /// </returns>
    public static BigInteger? Read(ReadOnlySpan<char> text, int precision, int scale)
    {
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];
        var e = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (e >= 0 && !TryExponent(text[(e + 1)..], out exponent))
            return null;
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa : $"{mantissa[..point]}{mantissa[(point + 1)..]}";
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        var places = point < 0 ? 0 : mantissa.Length - point - 1;
        if (Rounded(digits, (long)scale - places + exponent, precision) is { } value)
            return (negative ? -value : value);
        return null;
    }

    /// <summary>An exponent beyond any precision is as good as a billion.</summary>
    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        digits = digits.TrimStart('0');
        var size =
            digits.Length > 9 ? 1_000_000_000
            : digits.IsEmpty ? 0
            : int.Parse(digits);
        exponent = text[0] == '-' ? -size : size;
        return true;
    }

    private static BigInteger? Rounded(ReadOnlySpan<char> digits, long shift, int precision)
    {
        digits = digits.TrimStart('0');
        if (digits.IsEmpty)
            return BigInteger.Zero;
        var kept = digits.Length + shift;
        if (kept > precision)
            return null;
        if (kept < 0)
            return BigInteger.Zero;
        if (shift >= 0)
            return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
                * BigInteger.Pow(10, (int)shift);
        var value =
            kept == 0
                ? BigInteger.Zero
                : BigInteger.Parse(digits[..(int)kept], NumberStyles.None, CultureInfo.InvariantCulture);
        if (digits[(int)kept] >= '5')
            value++;
        return value < BigInteger.Pow(10, precision) ? value : null;
    }
}
