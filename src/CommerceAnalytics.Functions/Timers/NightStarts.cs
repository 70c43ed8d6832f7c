using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>Starts the run of a night, and tells of one that begins too late.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="alerts">Tells of missed nights.</param>
public sealed class NightStarts(
    RunStarter starter,
    NightAlerts alerts,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<NightStarts> logger
)
{
    // Nights that this process has told of.
    private readonly HashSet<DateOnly> _told = [];

    /// <summary>
    /// Starts the night's one run, if there is none. Throws whatever storage throws: who calls tries again.
    /// </summary>
    internal async Task StartAsync(DurableTaskClient client, Night night, CancellationToken cancellationToken)
    {
        // A moment early, as a timer may be: at 04:15 the check itself counts.
        if (time.GetUtcNow() + NightLimits.Early < night.StartBy)
            await StartRunAsync(client, night.Date, cancellationToken);
        else
            await MakeUpAsync(client, night, cancellationToken);
    }

    private async Task MakeUpAsync(DurableTaskClient client, Night night, CancellationToken cancellationToken)
    {
        StartResult? start;
        try
        {
            start = await StartRunAsync(client, night.Date, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await TellAsync(
                client,
                night,
                $"it cannot be started: {e.GetType().Name}: {e.Message} It is tried again every hour.",
                cancellationToken
            );
            throw;
        }

        if (start?.Outcome == StartOutcome.Started)
            await TellAsync(client, night, "it is made up now.", cancellationToken);
        else if (start?.Refusal is { } refusal && start.Outcome != StartOutcome.AlreadyThere)
            await TellAsync(client, night, $"it is not made up: {refusal.Message}", cancellationToken);
    }

    /// <summary>Null where the settings rule the night out.</summary>
    private async Task<StartResult?> StartRunAsync(
        DurableTaskClient client,
        DateOnly date,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var request = RunRequest.Resolve(new RunRequestInput(), settings.Value, time.GetUtcNow(), date);
            var start = await starter.StartAsync(client, new RunInput(request), StartKind.Scheduled, cancellationToken);
            if (start.Outcome == StartOutcome.LaterDataPublished && IsNews(date))
                logger.ScheduleNotStarted(date, start.Refusal!.Code, start.Refusal.Message);
            return start;
        }
        catch (InvalidInputException e)
        {
            logger.ScheduleNotStarted(date, "InvalidInput", e.Message);
            return null;
        }
    }

    private async Task TellAsync(
        DurableTaskClient client,
        Night night,
        string outcome,
        CancellationToken cancellationToken
    )
    {
        var line =
            $"Night {night.Date:yyyy-MM-dd} did not begin by {night.StartBy.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {outcome}";
        logger.NightMissed(RunIds.For(night.Date), night.Date, line);
        await alerts.RaiseAsync(client, night.Date, line, cancellationToken);
    }

    private bool IsNews(DateOnly date)
    {
        lock (_told)
            return _told.Add(date);
    }
}
