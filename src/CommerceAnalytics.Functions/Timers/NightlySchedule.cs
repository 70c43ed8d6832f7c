using CommerceAnalytics.Windows;
using NCrontab;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>
/// Which occurrences of the schedule a firing stands for. Always the schedule's own times, never those of the firing: a
/// timer that fires a moment early or late, around midnight of the reporting zone, would otherwise be for another date.
/// </summary>
internal static class NightlySchedule
{
    /// <summary>The app setting that the timer trigger names.</summary>
    public const string Setting = "CommerceSchedule";

    // Looked through one after another, so that neither a yearly schedule nor one of every second makes long work of
    // it.
    private static readonly TimeSpan[] Windows =
    [
        TimeSpan.FromHours(1),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(32),
        TimeSpan.FromDays(366),
        TimeSpan.FromDays(5 * 366),
    ];

    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    // The longest time between two nights of a schedule by months, and of one by years.
    private static readonly TimeSpan LastWithin = TimeSpan.FromDays(32);
    private static readonly TimeSpan NextWithin = TimeSpan.FromDays(366);

    /// <summary>The latest occurrence until now.</summary>
    /// <param name="schedule">As the Functions host takes it: NCRONTAB in UTC, or a time span between firings.</param>
    /// <param name="first">
    /// The first occurrence that is due: given back where the schedule cannot tell of a later one.
    /// </param>
    /// <param name="until">Now, a little leeway included.</param>
    public static DateTimeOffset Latest(string? schedule, DateTimeOffset first, DateTimeOffset until)
    {
        if (Cron(schedule) is { } cron)
            return Windows
                    .Select(window => LatestWithin(cron, first, until, window))
                    .FirstOrDefault(found => found is not null)
                ?? first;
        return TimeSpan.TryParse(schedule, out var period) && period > TimeSpan.Zero
            ? first + (Math.Floor((until - first) / period) * period)
            : first;
    }

    /// <summary>
    /// The nights whose time came in a span, oldest first, each with the first occurrence of its date in that span.
    /// </summary>
    /// <param name="schedule">
    /// NCRONTAB in UTC. A time span between firings has no times of its own, and gives none.
    /// </param>
    /// <param name="zone">Tells the date of an occurrence.</param>
    /// <param name="from">First instant, included.</param>
    /// <param name="until">Last instant, included.</param>
    public static IEnumerable<Night> Nights(
        string? schedule,
        ReportingZone zone,
        DateTimeOffset from,
        DateTimeOffset until
    )
    {
        if (Cron(schedule) is not { } cron)
            yield break;
        var next = Next(cron, from - Moment);
        while (next <= until)
        {
            var date = zone.DateOf(next);
            yield return new Night(date, next);
            var tomorrow = new DateTimeOffset(zone.StartOf(date.AddDays(1)), TimeSpan.Zero);
            next = Next(cron, tomorrow - Moment);
        }
    }

    /// <summary>The last night whose time has come; null where the schedule has no times of its own.</summary>
    /// <inheritdoc cref="Nights"/>
    public static Night? Last(string? schedule, ReportingZone zone, DateTimeOffset until) =>
        Nights(schedule, zone, until - LastWithin, until).LastOrDefault();

    /// <summary>The next night; null where the schedule has no times of its own.</summary>
    /// <param name="schedule">NCRONTAB in UTC.</param>
    /// <param name="zone">Tells the date of an occurrence.</param>
    /// <param name="now">The present: a night that is due now is not the next one.</param>
    public static Night? Next(string? schedule, ReportingZone zone, DateTimeOffset now) =>
        Nights(schedule, zone, now + Moment, now + NextWithin).FirstOrDefault();

    /// <summary>
    /// Whether the field of seconds is left out. The Functions host takes that, so nights are told by it; it is not what
    /// settings promise.
    /// </summary>
    /// <param name="schedule">As the setting has it.</param>
    public static bool LacksSeconds(string? schedule) =>
        schedule?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5;

    private static CrontabSchedule? Cron(string? schedule) =>
        CrontabSchedule.TryParse(schedule, new() { IncludingSeconds = !LacksSeconds(schedule) });

    private static DateTimeOffset Next(CrontabSchedule cron, DateTimeOffset after) =>
        Utc(cron.GetNextOccurrence(after.UtcDateTime));

    private static DateTimeOffset? LatestWithin(
        CrontabSchedule cron,
        DateTimeOffset first,
        DateTimeOffset until,
        TimeSpan window
    )
    {
        var from = until - window > first ? until - window : first;
        var found = cron.GetNextOccurrences(from.UtcDateTime, until.UtcDateTime).LastOrDefault();
        return found == default ? null : Utc(found);
    }

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
