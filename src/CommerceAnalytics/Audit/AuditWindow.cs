using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>What a window really covers, which <c>window_start</c> and <c>window_end</c> do not tell alone.</summary>
/// <param name="FirstDay">First day, in the reporting zone, whose events it may hold.</param>
/// <param name="Days">Days that are read: without excluded ones, and those before <c>MinDataDate</c>.</param>
public sealed record AuditWindow(DateOnly FirstDay, int Days)
{
    /// <summary>The window of a service's table.</summary>
    /// <param name="settings">Zone, <c>MinDataDate</c>, <c>ExcludedDays</c>.</param>
    /// <param name="serviceName">Service.</param>
    /// <param name="windowDays">Days of the summary's window.</param>
    /// <param name="date">Execution date, after <c>MinDataDate</c>.</param>
    public static AuditWindow Of(CommerceSettings settings, string serviceName, int windowDays, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var zone = ReportingZone.Named(settings.ReportingTimeZone);
        var excluded = ExcludedDays.Of(settings.ExcludedDays, serviceName);
        var window = SummaryWindow.Before(date, windowDays, zone, settings.MinDataDate, excluded);
        var firstDay = zone.DateOf(new DateTimeOffset(window.From, TimeSpan.Zero));
        var days = window.End.DayNumber - firstDay.DayNumber + 1;
        return new(firstDay, days - window.ExcludedDays.Count);
    }

    /// <summary>Whether <c>MinDataDate</c> cuts a window, so that its first day may be a part of one.</summary>
    /// <param name="settings">Zone and <c>MinDataDate</c>.</param>
    /// <param name="windowDays">Days of the window.</param>
    /// <param name="date">Execution date.</param>
    public static bool IsCut(CommerceSettings settings, int windowDays, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var zone = ReportingZone.Named(settings.ReportingTimeZone);
        var sound = settings.MinDataDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return zone.StartOf(date.AddDays(-windowDays)) < sound;
    }
}
