using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalAws.Sql.Functions;

/// <summary>
/// ISO 8601 as Trino's <c>from_iso8601_timestamp</c> and <c>from_iso8601_date</c> read it: Joda-Time's
/// <c>dateTimeParser</c> and <c>dateElementParser</c>. Years are those of DuckDB's texts, 1 to 9999; others are
/// refused.
/// </summary>
internal static partial class IsoText
{
    // TimeZoneKey: offsets of 14 hours at most, in whole minutes.
    private const int MostMinutes = 14 * 60;

    private const string DateForm =
        @"(?<year>[+-]?[0-9]{1,9})(-(?<month>[0-9]{1,2})(-(?<day>[0-9]{1,2}))?|-(?<dayOfYear>[0-9]{3})|-W(?<week>[0-9]{1,2})(-(?<dayOfWeek>[0-9]))?)?";

    private const string TimeForm =
        @"(?<hour>[0-9]{1,2})(:(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2}))?)?([.,](?<fraction>[0-9]{1,9}))?";

    private const string OffsetForm =
        @"(Z|(?<offset>(?<sign>[+-])(?<hours>[0-9]{2})(:?(?<minutes>[0-9]{2})(:?(?<seconds>[0-9]{2}))?)?))?";

    /// <summary>
    /// Milliseconds since 1970, UTC; null for a text that is no such time. Without an offset it is UTC. Throws for an
    /// offset that Trino has no time zone for, which TRY does not catch there either.
    /// </summary>
    public static long? Milliseconds(string? text)
    {
        if (text is null || Moment().Match(text) is not { Success: true } match)
            return null;
        var day = match.Groups["year"].Success ? Day(match) : 0;
        if ((day, TimeOfDay(match), Offset(match)) is ({ } days, { } time, { } offset))
            return (days * (long)TimeSpan.MillisecondsPerDay) + time - offset;
        return null;
    }

    /// <summary>Days since 1970; null for a text that is no such date.</summary>
    public static int? Days(string? text)
    {
        if (text is not null && Date().Match(text) is { Success: true } match)
            return Day(match);
        return null;
    }

    private static int? Day(Match match)
    {
        var year = Number(match, "year", 0);
        if (year is < 1 or > 9999)
            return null;
        var day =
            match.Groups["week"].Success ? OfWeek(year, Number(match, "week", 1), Number(match, "dayOfWeek", 1))
            : match.Groups["dayOfYear"].Success ? OfYear(year, Number(match, "dayOfYear", 1))
            : OfMonth(year, Number(match, "month", 1), Number(match, "day", 1));
        return day?.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    }

    private static DateOnly? OfMonth(int year, int month, int day)
    {
        if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            return new DateOnly(year, month, day);
        return null;
    }

    private static DateOnly? OfYear(int year, int day)
    {
        if (day >= 1 && day <= (DateTime.IsLeapYear(year) ? 366 : 365))
            return new DateOnly(year, 1, 1).AddDays(day - 1);
        return null;
    }

    private static DateOnly? OfWeek(int year, int week, int day)
    {
        // The last week of 9999 ends after the last date that there is.
        if (year >= 9999 || day is < 1 or > 7)
            return null;
        if (week < 1 || week > ISOWeek.GetWeeksInYear(year))
            return null;
        return ISOWeek.ToDateOnly(year, week, (DayOfWeek)(day % 7));
    }

    private static long? TimeOfDay(Match match)
    {
        var hour = Number(match, "hour", 0);
        var minute = Number(match, "minute", 0);
        var second = Number(match, "second", 0);
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        // A fraction is one of the smallest unit that is written.
        var unit =
            match.Groups["second"].Success ? TimeSpan.MillisecondsPerSecond
            : match.Groups["minute"].Success ? TimeSpan.MillisecondsPerMinute
            : TimeSpan.MillisecondsPerHour;
        var fraction = decimal.Parse($"0.{match.Groups["fraction"].Value}0");
        var whole =
            (hour * TimeSpan.MillisecondsPerHour)
            + (minute * TimeSpan.MillisecondsPerMinute)
            + (second * TimeSpan.MillisecondsPerSecond);
        return whole + (long)(fraction * unit);
    }

    private static long? Offset(Match match)
    {
        var hours = Number(match, "hours", 0);
        var minutes = Number(match, "minutes", 0);
        var seconds = Number(match, "seconds", 0);
        if (hours > 23 || minutes > 59 || seconds > 59)
            return null;
        if ((60 * hours) + minutes > MostMinutes || seconds > 0)
            throw new InvalidOperationException(
                $"NOT_SUPPORTED: Time zone not supported: {match.Groups["offset"].Value}"
            );
        var offset = (hours * TimeSpan.MillisecondsPerHour) + (minutes * TimeSpan.MillisecondsPerMinute);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static int Number(Match match, string group, int otherwise)
    {
        if (match.Groups[group] is { Success: true } found)
            return int.Parse(found.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return otherwise;
    }

    [GeneratedRegex(
        $@"\A({DateForm}(T({TimeForm})?{OffsetForm})?|T{TimeForm}{OffsetForm})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Moment();

    [GeneratedRegex(
        $@"\A{DateForm}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Date();
}
