using System.Buffers.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Timestamps of events: ISO 8601 with <c>T</c> or a space, a fraction, <c>Z</c> or an offset; or a number of seconds or milliseconds since 1970.
/// A timestamp of Hive has milliseconds in Athena: what is finer is cut off.
/// </summary>
internal static class TimestampText
{
    public static bool TryRead(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < 19 || text[4] != '-')
            return TryNumber(text, out micros);
        if (!TryParts(text, out var local))
            return false;
        var rest = text[19..];
        var millis = Fraction(ref rest);
        if (millis < 0 || !TryOffset(rest, out var offset))
            return false;
        micros = ((local.Ticks - DateTime.UnixEpoch.Ticks) / 10) + (millis * 1000L) - (offset * 60_000_000L);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long micros)
    {
        var read = Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length;
        micros = Math.Abs(number) >= 100_000_000_000 ? number * 1000 : number * 1_000_000;
        return read && Math.Abs(number) < 100_000_000_000_000;
    }

    private static bool TryParts(ReadOnlySpan<byte> text, out DateTime local)
    {
        local = default;
        if (text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ' or (byte)'t') || text[13] != ':' || text[16] != ':')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return false;
        local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            value = (value * 10) + digit - '0';
        }

        return value;
    }

    /// <summary>Milliseconds of <c>.123456</c>; -1 for a point without digits.</summary>
    private static int Fraction(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
            return 0;
        var digits = 1;
        var millis = 0;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
            millis = digits <= 3 ? (millis * 10) + rest[digits] - '0' : millis;
        if (digits == 1)
            return -1;
        for (var i = digits; i < 4; i++)
            millis *= 10;
        rest = rest[digits..];
        return millis;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || rest is [(byte)'Z'] or [(byte)'z'])
            return true;
        if (rest[0] is not ((byte)'+' or (byte)'-'))
            return false;
        var colon = rest.Length == 6 && rest[3] == ':';
        if (!colon && rest.Length is not (3 or 5))
            return false;
        var hours = Number(rest[1..3]);
        var past = rest.Length == 3 ? 0 : Number(rest[^2..]);
        minutes = (rest[0] == '-' ? -1 : 1) * ((hours * 60) + past);
        return hours is >= 0 and <= 18 && past is >= 0 and <= 59;
    }
}
