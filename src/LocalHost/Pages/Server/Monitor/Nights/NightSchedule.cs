using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.LocalHost.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.LocalHost.Pages.Server.Monitor.Nights;

/// <summary>When nights are due, by the settings.</summary>
/// <param name="settings">Settings.</param>
internal sealed class NightSchedule(LocalSettings settings)
{
    // The longest time between two nights of a schedule by months, and of one by years.
    private static readonly TimeSpan LastWithin = TimeSpan.FromDays(32);
    private static readonly TimeSpan NextWithin = TimeSpan.FromDays(366);

    private readonly ReportingZone _zone = ReportingZone.Named(settings.Commerce.ReportingTimeZone);

    /// <summary>The last night that was due; null where the schedule has no times of its own.</summary>
    public Night? Last(DateTimeOffset now) => Nights(now - LastWithin, now).LastOrDefault();

    /// <summary>When the next night is due, UTC; null where the schedule has no times of its own.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) =>
        Nights(now + TimeSpan.FromTicks(1), now + NextWithin).FirstOrDefault()?.Occurrence;

    /// <summary>Today's date in the reporting zone.</summary>
    public DateOnly Today(DateTimeOffset now) => _zone.DateOf(now);

    private IEnumerable<Night> Nights(DateTimeOffset from, DateTimeOffset until) =>
        NightlySchedule.Nights(settings.Values.GetValueOrDefault(SettingsSchema.Schedule), _zone, from, until);
}
