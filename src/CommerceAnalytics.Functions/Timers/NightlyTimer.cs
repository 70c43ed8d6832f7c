using System.Globalization;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>The schedule: one run for the date that is due.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="settings">Settings.</param>
/// <param name="configuration">All app settings: the schedule is no part of ours.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class NightlyTimer(
    RunStarter starter, IOptions<CommerceSettings> settings, IConfiguration configuration, TimeProvider time, ILogger<NightlyTimer> logger)
{
    // A timer may fire a little before its time: clocks of host and storage differ.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>Starts the run of the date that is due. Delivered twice, or after a restart, it makes one run.</summary>
    /// <param name="timer">What the host knows of the schedule.</param>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.NightlyTimer)]
    public async Task RunAsync(
        [TimerTrigger("%CommerceSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var now = time.GetUtcNow();
        var due = Due(timer, now);
        var date = ReportingZone.Named(settings.Value.ReportingTimeZone).DateOf(due);
        logger.ScheduleDue(date, due, timer.IsPastDue, Next(timer, now));
        try
        {
            var request = RunRequest.Resolve(new RunRequestInput(), settings.Value, now, date);
            var start = await starter.StartAsync(client, new RunInput(request), StartKind.Scheduled, cancellationToken);
            if (start.Outcome == StartOutcome.LaterDataPublished)
                logger.ScheduleNotStarted(date, start.Refusal!.Code, start.Refusal.Message);
        }
        catch (InvalidInputException e)
        {
            logger.ScheduleNotStarted(date, "InvalidInput", e.Message);
        }
    }

    /// <summary>
    /// The host passes the schedule as it stood before this firing: Next is the occurrence that is due, the first one that was missed too.
    /// Where a person fires the timer by hand, Next lies ahead, and the present is due.
    /// </summary>
    private DateTimeOffset Due(TimerInfo timer, DateTimeOffset now) => Utc(timer.ScheduleStatus?.Next) is { } next && next <= now + Early
        ? NightlySchedule.Latest(configuration[NightlySchedule.Setting], next, now + Early)
        : now;

    private static string Next(TimerInfo timer, DateTimeOffset now) =>
        Utc(timer.ScheduleStatus?.Next) is { } next && next > now + Early ? next.ToString("O", CultureInfo.InvariantCulture) : "as scheduled";

    private static DateTimeOffset? Utc(DateTime? at) => at is null || at == default(DateTime) ? null : at.Value.Kind == DateTimeKind.Unspecified
        ? new DateTimeOffset(at.Value, TimeSpan.Zero)
        : new DateTimeOffset(at.Value.ToUniversalTime());
}
