namespace LocalAws.Sql.Tables.Json;

/// <summary>JSON numbers that are their own canonical text.</summary>
internal static class PlainNumbers
{
    /// <summary>Digits that any long holds.</summary>
    private const int SafeDigits = 18;

    /// <summary>With more places behind the point, Java writes small ones with an exponent.</summary>
    private const int SafePlaces = 6;

    public static bool IsWhole(ReadOnlySpan<byte> number)
    {
        if (number.Length > SafeDigits || number.StartsWith("-0"u8))
            return false;
        return !number.ContainsAny(".eE"u8);
    }

    public static bool IsPlain(ReadOnlySpan<byte> number)
    {
        if (number.StartsWith("-0"u8) || number.Length > SafeDigits || number.ContainsAny("eE"u8))
            return false;
        var point = number.IndexOf((byte)'.');
        return point < 0 || number.Length - point - 1 <= SafePlaces;
    }
}
