using NCrontab;

namespace FunctionsHost.Timers;

/// <summary>When a timer fires, always in UTC.</summary>
public abstract class TimerSchedule
{
    /// <summary>What a schedule without further occurrences gives.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    /// <summary>The first occurrence after a moment, or <see cref="Never"/>.</summary>
    /// <param name="after">The moment; itself never the result.</param>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <summary>
    /// Whether it fires more than once a minute: its status is then not kept, as in the Functions host.
    /// </summary>
    /// <param name="now">From when on.</param>
    public abstract bool IsTooFrequentToMonitor(DateTimeOffset now);

    /// <summary>
    /// Reads an NCRONTAB expression with the library of the Functions host, or else a time span between firings. Five
    /// fields are an expression without seconds, as there.
    /// </summary>
    /// <param name="text">As the trigger or the setting has it.</param>
    /// <returns>Null when it is neither.</returns>
    public static TimerSchedule? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields != 5 }) is { } cron)
            return new Cron(cron);
        return TimeSpan.TryParse(text, out var period) && period > TimeSpan.Zero ? new Period(period) : null;
    }

    private sealed class Cron(CrontabSchedule cron) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after)
        {
            var next = cron.GetNextOccurrence(after.UtcDateTime);
            return next == DateTime.MaxValue ? Never : new(DateTime.SpecifyKind(next, DateTimeKind.Utc));
        }

        public override bool IsTooFrequentToMonitor(DateTimeOffset now) =>
            cron.ToString().Split(' ').Skip(1).All(field => field == "*") && Next(Next(now)) <= now.AddMinutes(1);
    }

    private sealed class Period(TimeSpan period) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after) => after.Add(period);

        public override bool IsTooFrequentToMonitor(DateTimeOffset now) => period < TimeSpan.FromMinutes(1);
    }
}
