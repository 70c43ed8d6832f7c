using System.Globalization;

namespace LocalAws.Sql.Execution;

/// <summary>Doubles as Java, and so Trino, prints them: <c>1.0</c>, <c>1.0E10</c>, <c>1.0E-4</c>.</summary>
internal static class DoubleText
{
    public static string Write(double value) => Write(value, value.ToString("R"));

    public static string Write(float value) => Write(value, value.ToString("R"));

    private static string Write(double value, string shortest)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        var magnitude = Math.Abs(value);
        if (magnitude == 0)
            return double.IsNegative(value) ? "-0.0" : "0.0";
        var (digits, exponent) = Digits(shortest);
        var sign = value < 0 ? "-" : "";
        if (magnitude is >= 1e-3 and < 1e7)
            return sign + Plain(digits, exponent);
        return sign + Scientific(digits, exponent);
    }

    /// <summary>The significant digits, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Digits(string shortest)
    {
        var text = shortest.TrimStart('-');
        var e = text.IndexOf('E');
        var mantissa = e < 0 ? text : text[..e];
        var exponent =
            e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", "");
        var zeros = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return (digits.Length == 0 ? "0" : digits, exponent + whole - zeros - 1);
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return $"0.{new string('0', -exponent - 1)}{digits}";
        var padded = digits.PadRight(exponent + 2, '0');
        return $"{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
}
