using System.Numerics;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>
/// Numbers as docs/change/contract.md reads and rounds them, digit by digit: nothing here depends on what an engine's casts accept.
/// </summary>
internal static partial class Numbers
{
    private static readonly char[] WhiteSpace = ['\u0009', '\u000A', '\u000B', '\u000C', '\u000D', ' '];

    public static string Trimmed(string text) => text.Trim(WhiteSpace);

    public static long? Integer(string? text)
    {
        if (text is null || !IntegerPattern().IsMatch(Trimmed(text)))
            return null;
        var value = BigInteger.Parse(Trimmed(text));
        return value >= 0 && value <= 2147483647 ? (long)value : null;
    }

    /// <summary>
    /// Money in units of 0.0001, rounded half up from the decimal as written; null for no number and outside 0 to 1e12.
    /// </summary>
    public static BigInteger? Money(string? text)
    {
        if (text is null || NumberPattern().Match(Trimmed(text)) is not { Success: true } match)
            return null;
        var (whole, fraction) = (match.Groups["whole"].Value, match.Groups["fraction"].Value);
        var digits = (whole + fraction).TrimStart('0');
        if (digits.Length == 0)
            return BigInteger.Zero;
        // The value is 0.DIGITS times ten to the power of point.
        var exponent = match.Groups["exponent"] is { Success: true } written ? BigInteger.Parse(written.Value) : 0;
        var point = whole.Length - (whole.Length + fraction.Length - digits.Length) + exponent;
        if (match.Groups["sign"].Value == "-" || point > 13 || (point == 13 && digits.TrimEnd('0') != "1"))
            return null;
        return point < -4 ? BigInteger.Zero : Rounded(digits, (int)point + 4);
    }

    /// <summary>The exact ratio rounded once, half up, to 2 places; null for a zero denominator.</summary>
    public static double? Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            return null;
        var hundredths = BigInteger.Divide((200 * numerator) + denominator, 2 * denominator);
        return double.Parse($"{hundredths / 100}.{(int)(hundredths % 100):00}");
    }

    private static BigInteger Rounded(string digits, int places)
    {
        var kept = BigInteger.Parse("0" + digits.PadRight(places, '0')[..places]);
        return digits.Length > places && digits[places] >= '5' ? kept + 1 : kept;
    }

    [GeneratedRegex(@"\A[+-]?[0-9]+\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(
        @"\A(?<sign>[+-]?)((?<whole>[0-9]+)(\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))([eE](?<exponent>[+-]?[0-9]+))?\z"
    )]
    private static partial Regex NumberPattern();
}
