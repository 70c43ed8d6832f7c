namespace LocalAws.Sql.Tables.Json;

internal static partial class TimestampText
{
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
        if (!fields.TryNumber(mayHaveSign: false, out var hour) || !fields.TryLiteral(':'))
            return false;
        if (!fields.TryNumber(mayHaveSign: false, out var minute))
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
        if (!fields.TryNumber(mayHaveSign: true, out var minute) || !fields.TryLiteral(':'))
            return false;
        if (!fields.TryNumber(mayHaveSign: true, out var second))
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

    private static Int128 Floor(Int128 nanos)
    {
        var (millis, rest) = Int128.DivRem(nanos, 1_000_000);
        return rest < 0 ? millis - 1 : millis;
    }

    /// <summary>Whether it ends in <c>Z</c>, <c>+0900</c> or <c>+09:00</c>.</summary>
    private static bool HasZone(ReadOnlySpan<char> text)
    {
        if (text[^1] is 'z' or 'Z')
            return true;
        if (text.Length < 6)
            return false;
        var length = text[^3] == ':' ? 6 : 5;
        return text.Length > length && text[^length] is '+' or '-';
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
        var hours = int.Parse(digits[..2]);
        var past = int.Parse(digits[2..]);
        minutes = (hours * 60) + past;
        var isWithin = minutes <= 18 * 60 && past <= 59;
        minutes = text[0] == '-' ? -minutes : minutes;
        return isWithin;
    }
}
