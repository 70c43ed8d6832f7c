using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http.Health;

/// <summary>Whether the last night was published, and when the next one is due.</summary>
/// <param name="missed">Finds nights that did not begin.</param>
/// <param name="configuration">All app settings: the schedule is no part of ours.</param>
public sealed class NightHealth(
    MissedNights missed,
    IOptions<CommerceSettings> settings,
    IConfiguration configuration,
    TimeProvider time
)
{
    private string? Schedule => configuration[NightlySchedule.Setting];

    private ReportingZone Zone => settings.Value.Zone();

    /// <summary>When the schedule is due next; null where it has no times of its own.</summary>
    internal DateTimeOffset? NextDue() => NightlySchedule.Next(Schedule, Zone, time.GetUtcNow())?.Occurrence;

    /// <summary>How the last night is. Throws what the task hub throws.</summary>
    internal async Task<Finding> FindAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var late = now - NightLimits.StartBy;
        var notBegun = await missed.FindAsync(client, since: null, late, cancellationToken);
        if (notBegun.Count > 0)
            return Missed(notBegun);
        if (NightlySchedule.Last(Schedule, Zone, now) is not { } night)
            return Finding.Healthy("No night has been due yet.");
        var runId = RunIds.For(night.Date);
        return await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken) is { } run
            ? await OfAsync(client, run, cancellationToken)
            : NotThere(night, late);
    }

    private static Finding Missed(IReadOnlyList<Night> nights) =>
        Finding.Degraded(
            $"Missed: {string.Join(", ", nights.Select(night => DayText.Of(night.Date)))} did not begin within {NightLimits.StartBy.TotalMinutes:0} minutes of its time.",
            "It is made up within the hour by itself. If it is still missed then, look for log events 1002, 1022 and 1023, and start it: POST /api/runs with its execution_date."
        );

    private static Finding NotThere(Night night, DateTimeOffset late) =>
        night.Occurrence > late
            ? Finding.Healthy($"Night {DayText.Of(night.Date)} is due and has not begun yet.")
            // Of the missed ones it is none: it is older than the first night of this app, or was purged after its end.
            : Finding.Healthy($"Night {DayText.Of(night.Date)} is not one that this app has to answer for.");

    private static async Task<Finding> OfAsync(
        DurableTaskClient client,
        OrchestrationMetadata run,
        CancellationToken cancellationToken
    )
    {
        var id = run.InstanceId;
        if (!run.IsCompleted)
            return Finding.Healthy($"Run {id} goes on: {Line(run)}");
        if (run.RuntimeStatus == OrchestrationRuntimeStatus.Completed && Status(run) == "succeeded")
            return Finding.Healthy($"Run {id} published its tables.");
        var mended = await Mending.LookUpAsync(client, [id], cancellationToken);
        return mended.TryGetValue(id, out var by)
            ? Finding.Healthy($"Run {id} failed, and {by} has published what was missing since.")
            : Finding.Degraded(
                $"Run {id} {(IsCancelled(run) ? "was cancelled" : "failed")}: {Line(run)}",
                $"GET /api/runs/{id} tells why and what to do. Then POST /api/runs/{id}/rerun runs the failed tables again; tables that it did not publish show what they showed before."
            );
    }

    private static bool IsCancelled(OrchestrationMetadata run) =>
        run.RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Terminated;

    private static string? Status(OrchestrationMetadata run) => run.ReadOutputAs<RunOutcome>()?.Status;

    private static string Line(OrchestrationMetadata run) =>
        run.CustomStatus<StatusLine>()?.Line ?? "it has told nothing yet.";
}
