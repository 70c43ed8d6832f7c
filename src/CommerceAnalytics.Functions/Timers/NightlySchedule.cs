using NCrontab;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>
/// Which occurrence of the schedule a firing stands for. The host tells the first one that was missed; after several missed nights it is
/// the latest whose tables readers want, and the runs of the others would only be overwritten.
/// </summary>
internal static class NightlySchedule
{
    /// <summary>The app setting that the timer trigger names.</summary>
    public const string Setting = "CommerceSchedule";

    // Looked through one after another, so that neither a yearly schedule nor one of every second makes long work of it.
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32), TimeSpan.FromDays(366), TimeSpan.FromDays(5 * 366)];

    /// <summary>The latest occurrence until now.</summary>
    /// <param name="schedule">As the Functions host takes it: NCRONTAB in UTC, or a time span between firings.</param>
    /// <param name="first">The first occurrence that is due: given back where the schedule cannot tell of a later one.</param>
    /// <param name="until">Now, a little leeway included.</param>
    public static DateTimeOffset Latest(string? schedule, DateTimeOffset first, DateTimeOffset until)
    {
        var fields = schedule?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
        if (CrontabSchedule.TryParse(schedule, new() { IncludingSeconds = fields != 5 }) is { } cron)
            return Windows.Select(window => LatestWithin(cron, first, until, window)).FirstOrDefault(found => found is not null) ?? first;
        return TimeSpan.TryParse(schedule, out var period) && period > TimeSpan.Zero ? first + (Math.Floor((until - first) / period) * period) : first;
    }

    private static DateTimeOffset? LatestWithin(CrontabSchedule cron, DateTimeOffset first, DateTimeOffset until, TimeSpan window)
    {
        var from = until - window > first ? until - window : first;
        var found = cron.GetNextOccurrences(from.UtcDateTime, until.UtcDateTime).LastOrDefault();
        return found == default ? null : new DateTimeOffset(DateTime.SpecifyKind(found, DateTimeKind.Utc));
    }
}
