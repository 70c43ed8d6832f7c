using System.Text.RegularExpressions;

namespace CommerceAnalytics.Windows;

/// <summary>The zone that days and hours are counted in.</summary>
/// <param name="zone">The zone with its rules.</param>
public sealed partial class ReportingZone(TimeZoneInfo zone)
{
    /// <summary>Name of the default zone.</summary>
    public const string Utc = "UTC";

    // No zone is further from UTC than 15 hours.
    private const int MostMinutesFromUtc = 15 * 60;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Whether there is a zone of that name, here and in Athena: both know IANA names only.</summary>
    /// <param name="name">IANA name.</param>
    public static bool Exists(string? name)
    {
        if (name is null or Utc)
            return name is not null;
        return IanaName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
    }

    /// <summary>
    /// The zone of that name. Throws <see cref="TimeZoneNotFoundException"/> where <see cref="Exists"/> is false.
    /// </summary>
    /// <param name="name">IANA name.</param>
    public static ReportingZone Named(string name)
    {
        if (!Exists(name))
            throw new TimeZoneNotFoundException($"There is no time zone '{name}'.");
        return new(name == Utc ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(name));
    }

    /// <summary>The zone's date at an instant.</summary>
    /// <param name="instant">Any instant.</param>
    public DateOnly DateOf(DateTimeOffset instant) => DateOf(instant.UtcDateTime);

    /// <summary>
    /// The first minute, in UTC, at which the zone's date is the given one, or a later one where clocks skipped it.
    /// </summary>
    /// <remarks>
    /// Found by bisection over instants, not from a wall-clock midnight, which some changes to and from summer time
    /// skip or repeat.
    /// </remarks>
    /// <param name="date">A date of the zone.</param>
    public DateTime StartOf(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var before = -MostMinutesFromUtc - 1;
        var after = MostMinutesFromUtc;
        while (after - before > 1)
        {
            var middle = (before + after) >> 1;
            if (DateOf(midnight.AddMinutes(middle)) < date)
                before = middle;
            else
                after = middle;
        }

        return midnight.AddMinutes(after);
    }

    /// <summary>
    /// Whether days and hours of the zone begin at whole quarters of an hour of UTC only, from the first day to the
    /// last, both UTC and included.
    /// </summary>
    /// <remarks>So it is in every zone today; some changed their clocks at a minute past midnight until 2011.</remarks>
    /// <param name="first">First UTC day.</param>
    /// <param name="last">Last UTC day.</param>
    public bool KeepsToQuarters(DateOnly first, DateOnly last)
    {
        var end = last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        for (var quarter = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc); quarter < end; quarter += Quarter)
        {
            var offset = zone.GetUtcOffset(quarter);
            if (
                offset.Ticks % Quarter.Ticks != 0
                || zone.GetUtcOffset(quarter + Quarter - TimeSpan.FromTicks(1)) != offset
            )
                return false;
        }

        return true;
    }

    private DateOnly DateOf(DateTime utc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        return DateOnly.FromDateTime(local);
    }

    // The zone folder of an operating system holds more than zones (posix/, right/, tzdata.zi): their names begin in
    // lower case.
    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*\z")]
    private static partial Regex IanaName();
}
