using DurableTask.Core;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite;

/// <content>Forgetting instances that have ended.</content>
public sealed partial class SqliteOrchestrationService
{
    // Sorts before and after every time there is.
    private const long Earliest = 0;
    private const long Latest = long.MaxValue;

    /// <summary>Forgets instances that have ended, by a time of theirs.</summary>
    /// <param name="thresholdDateTimeUtc">Those whose time is before this one.</param>
    /// <param name="timeRangeFilterType">Which time counts.</param>
    public Task PurgeOrchestrationHistoryAsync(
        DateTime thresholdDateTimeUtc,
        OrchestrationStateTimeRangeFilterType timeRangeFilterType
    )
    {
        var column = timeRangeFilterType switch
        {
            OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter => "created_at",
            OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter => "updated_at",
            OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter => "completed_at",
            _ => throw new ArgumentOutOfRangeException(
                nameof(timeRangeFilterType),
                timeRangeFilterType,
                "There is no such time."
            ),
        };
        var before = Times.Utc(thresholdDateTimeUtc).UtcTicks - 1;
        return Purge.EndedAsync(Store.Writer, new(column, Earliest, before));
    }

    /// <summary>Forgets an instance, its history included, if it has ended.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId)
    {
        var purged = await Store.Writer.WriteAsync(tx =>
        {
            if (tx.Find(instanceId) is not { IsEnded: true })
                return 0;
            tx.Forget(instanceId);
            return 1;
        });
        return new(purged, isComplete: true);
    }

    /// <summary>Forgets the instances that have ended and that a filter lets through, some at a time.</summary>
    /// <returns>How many, and whether those were all: it stops early when the filter's time-out is over.</returns>
    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        ArgumentNullException.ThrowIfNull(purgeInstanceFilter);
        var from = Times.Utc(purgeInstanceFilter.CreatedTimeFrom).UtcTicks;
        var to = purgeInstanceFilter.CreatedTimeTo is { } before ? Times.Utc(before).UtcTicks : Latest;
        return Purge.EndedAsync(
            Store.Writer,
            new("created_at", from, to, purgeInstanceFilter.RuntimeStatus?.ToList()),
            purgeInstanceFilter.Timeout
        );
    }
}
