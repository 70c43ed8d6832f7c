using System.Buffers;
using System.Globalization;
using System.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Timestamps as Trino's OpenX reader takes them: <c>2025-10-28 03:12:45.123</c>; the same with <c>T</c>, then also
/// with <c>Z</c> or an offset of hours and minutes; seconds since 1970, with a fraction or without; milliseconds, from
/// 13 characters on. A timestamp of Hive has milliseconds in Athena: what is finer is cut off.
/// </summary>
internal static class TimestampText
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
        var isDate = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        var isTime = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59;
        if (!isDate || !isTime || millis < 0)
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

    private static bool TryTime(ReadOnlySpan<char> text, out Int128 millis)
    {
        if (HasZone(text) && TryZoned(text, out millis))
            return true;
        var trimmed = JavaText.Trim(text);
        return TryHive(trimmed, out millis) || TryIso(trimmed, out millis);
    }

    private static bool TryIso(ReadOnlySpan<char> text, out Int128 millis)
    {
        var fields = new TimeFields(text);
        return TryIsoFields(ref fields, out millis) && fields.IsAtEnd;
    }

    private static bool TryZoned(ReadOnlySpan<char> text, out Int128 millis)
    {
        var fields = new TimeFields(text);
        if (!TryIsoFields(ref fields, out millis) || !TryOffset(fields.Rest, out var minutes))
            return false;
        millis -= minutes * 60_000L;
        return true;
    }

    /// <summary>Date, <c>T</c>, hour and minute; seconds and a fraction may follow.</summary>
    private static bool TryIsoFields(ref TimeFields fields, out Int128 millis)
    {
        millis = 0;
        if (!fields.TryDate(monthsHaveSigns: false, out var days) || !fields.TryLiteral('T'))
            return false;
        if (
            !fields.TryNumber(mayHaveSign: false, out var hour)
            || !fields.TryLiteral(':')
            || !fields.TryNumber(mayHaveSign: false, out var minute)
        )
            return false;
        var second = 0L;
        var nanos = 0L;
        var before = fields;
        if (fields.TryLiteral(':') && fields.TryNumber(mayHaveSign: false, out second))
            nanos = fields.Fraction();
        else
            fields = before;
        return TryMillis(days, hour, minute, second, nanos, out millis);
    }

    /// <summary>Date, a blank, hour, minute, second; a fraction may follow.</summary>
    private static bool TryHive(ReadOnlySpan<char> text, out Int128 millis)
    {
        millis = 0;
        var fields = new TimeFields(text);
        if (!fields.TryDate(monthsHaveSigns: true, out var days) || !fields.TryLiteral(' '))
            return false;
        if (!fields.TryNumber(mayHaveSign: true, out var hour) || !fields.TryLiteral(':'))
            return false;
        if (
            !fields.TryNumber(mayHaveSign: true, out var minute)
            || !fields.TryLiteral(':')
            || !fields.TryNumber(mayHaveSign: true, out var second)
        )
            return false;
        var nanos = fields.Fraction();
        return fields.IsAtEnd && TryMillis(days, hour, minute, second, nanos, out millis);
    }

    /// <summary>
    /// Minutes beyond 59 and hours beyond 23 go on into the next hour and day, up to what Java's clock of a day can
    /// count.
    /// </summary>
    private static bool TryMillis(long days, long hour, long minute, long second, long nanos, out Int128 millis)
    {
        var seconds = ((Int128)hour * 3600) + (minute * 60) + second;
        var ofDay = (seconds * 1_000_000_000) + nanos;
        millis = (days * (Int128)SecondsOfDay * 1000) + Floor(ofDay);
        return ofDay >= long.MinValue && ofDay <= long.MaxValue;
    }

    private static Int128 Floor(Int128 nanos) => (nanos / 1_000_000) - (nanos % 1_000_000 < 0 ? 1 : 0);

    /// <summary>Whether it ends in <c>Z</c>, <c>+0900</c> or <c>+09:00</c>.</summary>
    private static bool HasZone(ReadOnlySpan<char> text)
    {
        if (text[^1] is 'z' or 'Z')
            return true;
        if (text.Length < 6)
            return false;
        var colon = text[^3] == ':' ? 1 : 0;
        return text.Length > 5 + colon && text[^(5 + colon)] is '+' or '-';
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is ['z' or 'Z'])
            return true;
        if (text is not (['+' or '-', _, _, _, _] or ['+' or '-', _, _, ':', _, _]))
            return false;
        var digits = $"{text[1..3]}{text[^2..]}";
        if (digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;
        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var past = int.Parse(digits[2..], CultureInfo.InvariantCulture);
        minutes = (hours * 60) + past;
        var isWithin = minutes <= 18 * 60 && past <= 59;
        minutes = text[0] == '-' ? -minutes : minutes;
        return isWithin;
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
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return false;
        millis = text.Length >= FewestOfMillis ? number : (Int128)number * 1000;
        return true;
    }

    private static long MillisOf(DateTime time) =>
        (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
