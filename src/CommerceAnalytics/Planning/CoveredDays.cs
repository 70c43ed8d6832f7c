using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Planning;

/// <summary>What a window really covers, which <c>window_start</c> and <c>window_end</c> do not tell alone.</summary>
/// <param name="First">First day, in the reporting zone, whose events it may hold.</param>
/// <param name="Count">Days that are read: without excluded ones, and those before <c>MinDataDate</c>.</param>
public sealed record CoveredDays(DateOnly First, int Count)
{
    /// <summary>The window of a service's table.</summary>
    /// <param name="settings">Zone, <c>MinDataDate</c>, <c>ExcludedDays</c>.</param>
    /// <param name="windowDays">Days of the summary's window.</param>
    /// <param name="date">Execution date, after <c>MinDataDate</c>.</param>
    public static CoveredDays Of(CommerceSettings settings, string serviceName, int windowDays, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var window = settings.Window(date, windowDays, serviceName);
        var first = settings.Zone().DateOf(new DateTimeOffset(window.From, TimeSpan.Zero));
        var days = window.End.DayNumber - first.DayNumber + 1;
        return new(first, days - window.ExcludedDays.Count);
    }

    /// <summary>Whether <c>MinDataDate</c> cuts a window, so that its first day may be a part of one.</summary>
    /// <param name="settings">Zone and <c>MinDataDate</c>.</param>
    /// <param name="windowDays">Days of the window.</param>
    /// <param name="date">Execution date.</param>
    public static bool IsCut(CommerceSettings settings, int windowDays, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var zone = settings.Zone();
        var sound = settings.MinDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return zone.StartOf(date.AddDays(-windowDays)) < sound;
    }

    /// <summary>
    /// The day of a window that <c>MinDataDate</c> begins within, so that its events are only partly there; null where
    /// there is none, as in UTC.
    /// </summary>
    /// <param name="settings">Zone and <c>MinDataDate</c>.</param>
    /// <param name="windowDays">Days of the window.</param>
    /// <param name="date">Execution date.</param>
    public static DateOnly? Part(CommerceSettings settings, int windowDays, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var zone = settings.Zone();
        var sound = settings.MinDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var day = zone.DateOf(new DateTimeOffset(sound));
        var isInWindow = day >= date.AddDays(-windowDays);
        var isPart = zone.StartOf(day) < sound;
        return isInWindow && isPart ? day : null;
    }
}
