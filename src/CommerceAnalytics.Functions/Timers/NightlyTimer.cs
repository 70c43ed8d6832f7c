using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>The schedule: one run for the night that is due, and for each one before it that did not begin.</summary>
/// <param name="missed">Finds nights that did not begin.</param>
/// <param name="starts">Starts nights.</param>
/// <param name="configuration">All app settings: the schedule is no part of ours.</param>
public sealed class NightlyTimer(
    MissedNights missed,
    NightStarts starts,
    IOptions<CommerceSettings> settings,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<NightlyTimer> logger
)
{
    private ReportingZone Zone => settings.Value.Zone();

    private string? Schedule => configuration[NightlySchedule.Setting];

    /// <summary>
    /// Starts the run of the date that is due. Delivered twice, or after a restart, it makes one run.
    /// </summary>
    /// <param name="timer">What the host knows of the schedule.</param>
    [Function(FunctionNames.NightlyTimer)]
    public async Task RunAsync(
        [TimerTrigger("%CommerceSchedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(timer);
        var now = time.GetUtcNow();
        var due = Due(timer, now);
        var night = new Night(Zone.DateOf(due), due);
        logger.ScheduleDue(night.Date, due, timer.IsPastDue, Next(timer, now));
        var since = Served(timer, now);
        try
        {
            await new StartRetry(time, logger).RunAsync(
                night.Date,
                () => StartAsync(client, night, since, cancellationToken),
                cancellationToken
            );
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ScheduleNotStarted(night.Date, e.GetType().Name, e.Message);
            throw;
        }
    }

    /// <summary>The older ones first: a night that comes after a later one has nothing left to publish.</summary>
    private async Task StartAsync(
        DurableTaskClient client,
        Night due,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    )
    {
        var late = time.GetUtcNow() + NightLimits.Early - NightLimits.StartBy;
        var until = late < due.Occurrence ? late : due.Occurrence;
        foreach (var night in await missed.FindAsync(client, since, until, cancellationToken))
        {
            if (night.Date < due.Date)
                await starts.StartAsync(client, night, cancellationToken);
        }

        await starts.StartAsync(client, due, cancellationToken);
    }

    /// <summary>
    /// The host passes the schedule as it stood before this firing: Next is the occurrence that is due, the first one
    /// that was missed too. Where a person fires the timer by hand, Next lies ahead, and the present is due.
    /// </summary>
    private DateTimeOffset Due(TimerInfo timer, DateTimeOffset now)
    {
        if (Utc(timer.ScheduleStatus?.Next) is { } next && next <= now + NightLimits.Early)
            return NightlySchedule.Latest(Schedule, next, now + NightLimits.Early);
        return now;
    }

    /// <summary>
    /// From when on the host says that it serves the schedule: the occurrence of its last firing, whatever became of
    /// that, or the first that it missed.
    /// </summary>
    private DateTimeOffset? Served(TimerInfo timer, DateTimeOffset now)
    {
        if (Utc(timer.ScheduleStatus?.Last) is { } last)
            return NightlySchedule.Latest(
                Schedule,
                last - TimeSpan.FromDays(NightLimits.MostMadeUp),
                last + NightLimits.Early
            );
        return Utc(timer.ScheduleStatus?.Next) is { } next && next <= now ? next : null;
    }

    private static string Next(TimerInfo timer, DateTimeOffset now)
    {
        if (Utc(timer.ScheduleStatus?.Next) is { } next && next > now + NightLimits.Early)
            return next.ToString("O");
        return "as scheduled";
    }

    private static DateTimeOffset? Utc(DateTime? at) =>
        at is null || at == default(DateTime) ? null
        : at.Value.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(at.Value, TimeSpan.Zero)
        : new DateTimeOffset(at.Value.ToUniversalTime());
}
