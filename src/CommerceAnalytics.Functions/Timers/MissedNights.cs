using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>
/// Finds nights whose time has come and that have no run: their start failed, their timer did not fire, or no host was
/// there. It looks at what was started, not at what a timer remembers: a timer moves on after a firing that failed.
/// </summary>
/// <param name="store">Reports: what became of a run whose instance was purged.</param>
/// <param name="configuration">All app settings: the schedule is no part of ours.</param>
public sealed class MissedNights(
    ISummaryStore store,
    IOptions<CommerceSettings> settings,
    IConfiguration configuration,
    ILogger<MissedNights> logger
)
{
    // A run of a night may have been started by hand before its time, and clocks of two hosts differ.
    private static readonly TimeSpan CreatedBefore = TimeSpan.FromDays(2);

    private ReportingZone Zone => settings.Value.Zone();

    /// <summary>Those nights, oldest first; throws whatever storage throws.</summary>
    /// <param name="since">
    /// From when on the schedule is known to have been served; null where nobody knows. Nights before the first one
    /// that the schedule started, or before this, were never asked for.
    /// </param>
    /// <param name="until">Occurrences after this are not missed yet.</param>
    internal async Task<IReadOnlyList<Night>> FindAsync(
        DurableTaskClient client,
        DateTimeOffset? since,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        var oldest = until - TimeSpan.FromDays(NightLimits.MostMadeUp);
        var earliest = since < oldest ? since.Value : oldest;
        var runs = await RunsAsync(client, earliest - CreatedBefore, cancellationToken);
        if (Earliest(since, FirstNight(runs)) is not { } served)
            return [];
        var begun = runs.Select(run => run.Date).ToHashSet();
        // Without a timer's word, older nights are no news: the watch comes by each hour.
        var first = since < oldest || served > oldest ? served : oldest;
        var missed = new List<Night>();
        foreach (var night in Nights(first, until).Where(night => !begun.Contains(night.Date)))
        {
            if (!await HasReportAsync(night.Date, cancellationToken))
                missed.Add(night);
        }

        var older = missed.RemoveAll(night => night.Occurrence < oldest);
        if (older > 0)
            logger.NightsTooOld(older, oldest, NightLimits.MostMadeUp);
        return missed;
    }

    private IEnumerable<Night> Nights(DateTimeOffset from, DateTimeOffset until) =>
        NightlySchedule
            .Nights(configuration[NightlySchedule.Setting], Zone, from, until)
            .Where(night => night.Date > settings.Value.MinDataDate);

    /// <summary>The nights' own runs, whoever started them.</summary>
    private static async Task<List<NightRun>> RunsAsync(
        DurableTaskClient client,
        DateTimeOffset createdFrom,
        CancellationToken cancellationToken
    )
    {
        var query = new OrchestrationQuery(
            CreatedFrom: createdFrom,
            InstanceIdPrefix: RunIds.Prefix,
            FetchInputsAndOutputs: true
        );
        var runs = new List<NightRun>();
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (RunIds.Parse(run.InstanceId) is { Number: 1 } id)
                runs.Add(new(id.ExecutionDate, run.ReadInputAs<RunInput>() is { Scheduled: true }));
        }

        return runs;
    }

    private DateTimeOffset? FirstNight(List<NightRun> runs)
    {
        var nights = runs.Where(run => run.IsScheduled).Select(run => run.Date).ToList();
        return nights.Count == 0 ? null : new DateTimeOffset(Zone.StartOf(nights.Min()), TimeSpan.Zero);
    }

    private async Task<bool> HasReportAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadTextAsync(WriteReportActivity.Key(RunIds.For(date)), cancellationToken) is not null;
        }
        catch (FailureException e)
        {
            // A night too many is harmless, and its run says better what is wrong with AWS.
            logger.NightNotLookedUp(date, e.Failure.Code, e.Failure.Message);
            return false;
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other)
    {
        if (one is null || other is null)
            return one ?? other;
        return one < other ? one : other;
    }

    private sealed record NightRun(DateOnly Date, bool IsScheduled);
}
