using System.Buffers;
using System.Globalization;
using System.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Timestamps as Trino's OpenX reader takes them: <c>2025-10-28 03:12:45.123</c>; the same with <c>T</c>, then also
/// with <c>Z</c> or an offset of hours and minutes; seconds since 1970, with a fraction or without; milliseconds, from
/// 13 characters on. A timestamp of Hive has milliseconds in Athena: what is finer is cut off.
/// </summary>
internal static partial class TimestampText
{
    private const long SecondsOfDay = 86_400;
    private const int FewestOfMillis = 13;
    private const int Usual = 64;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("-+.0123456789");

    // Years 1 to 9999.
    private static readonly long First = MillisOf(DateTime.MinValue);
    private static readonly long Last = MillisOf(DateTime.MaxValue);

    public static bool TryRead(ReadOnlySpan<byte> text, out long micros)
    {
        if (TryUsual(text, out micros))
            return true;
        if (text.Length > Usual || !Ascii.IsValid(text))
            return TryRead(JavaText.Utf8.GetString(text), out micros);
        Span<char> characters = stackalloc char[Usual];
        Encoding.ASCII.GetChars(text, characters);
        return TryRead(characters[..text.Length], out micros);
    }

    /// <param name="text">Text or literal of a line.</param>
    /// <param name="micros">Microseconds since 1970, whole milliseconds.</param>
    /// <returns>False where the text is no time, or none of the years 1 to 9999.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out long micros)
    {
        var isRead = text.IndexOf(':') > 0 ? TryTime(text, out var millis) : TryNumber(text, out millis);
        return IsWithin(isRead, millis, out micros);
    }

    /// <summary>
    /// A time as Hive's text readers take it: <c>2025-10-28 03:12:45.123</c>, with a blank or <c>T</c> and without a
    /// zone.
    /// </summary>
    public static bool TryReadHive(ReadOnlySpan<char> text, out long micros)
    {
        var trimmed = JavaText.Trim(text);
        var isRead = TryHive(trimmed, out var millis) || TryIso(trimmed, out millis);
        return IsWithin(isRead, millis, out micros);
    }

    /// <summary><c>2025-10-28T03:12:45.123Z</c>, the way nearly all are written.</summary>
    private static bool TryUsual(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length != 24 || text[^1] != 'Z' || text[10] != 'T' || text[19] != '.')
            return false;
        if (text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
            return false;
        var year = Number(text[..4]);
        var month = Number(text[5..7]);
        var day = Number(text[8..10]);
        var hour = Number(text[11..13]);
        var minute = Number(text[14..16]);
        var second = Number(text[17..19]);
        var millis = Number(text[20..23]);
        // -1, where a part is no number, is out of range too.
        if (year < 1 || month is < 1 or > 12)
            return false;
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59)
            return false;
        if (second is < 0 or > 59 || millis < 0)
            return false;
        var time = new DateTime(year, month, day, hour, minute, second, millis, DateTimeKind.Utc);
        micros = MillisOf(time) * 1000;
        return true;
    }

    private static bool IsWithin(bool isRead, Int128 millis, out long micros)
    {
        var isWithin = isRead && millis >= First && millis <= Last;
        micros = isWithin ? (long)millis * 1000 : 0;
        return isWithin;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return -1;
            value = (value * 10) + digit - '0';
        }

        return value;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out Int128 millis)
    {
        millis = 0;
        if (text.ContainsAnyExcept(OfNumbers))
            return false;
        if (text.Contains('.'))
            return TryFraction(text, out millis);
        return TryLong(text, out millis);
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out Int128 millis)
    {
        millis = 0;
        if (JavaDecimal.Parse(text) is not { } seconds || seconds.InMillis() is not { } cut)
            return false;
        millis = cut;
        return true;
    }

    private static bool TryLong(ReadOnlySpan<char> text, out Int128 millis)
    {
        millis = 0;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, null, out var number))
            return false;
        millis = text.Length >= FewestOfMillis ? number : (Int128)number * 1000;
        return true;
    }

    private static long MillisOf(DateTime time)
    {
        var ticks = time.Ticks - DateTime.UnixEpoch.Ticks;
        return ticks / TimeSpan.TicksPerMillisecond;
    }
}
