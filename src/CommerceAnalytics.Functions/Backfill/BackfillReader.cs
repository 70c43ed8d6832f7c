using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Contracts;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Reads how far backfills have come.</summary>
public static class BackfillReader
{
    /// <summary>A backfill; null where there is none of that id.</summary>
    /// <param name="id">Any text.</param>
    public static async Task<BackfillProgress?> ReadAsync(
        DurableTaskClient client,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return
            BackfillIds.NumberOf(id) is not null
            && await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is { } found
            ? Of(found)
            : null;
    }

    /// <summary>All backfills that the task hub knows, the last one that was started first.</summary>
    public static async Task<IReadOnlyList<BackfillProgress>> ListAsync(
        DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        var query = new OrchestrationQuery(InstanceIdPrefix: BackfillIds.Prefix, FetchInputsAndOutputs: true);
        var found = new List<BackfillProgress>();
        await foreach (var one in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (BackfillIds.NumberOf(one.InstanceId) is not null && Of(one) is { } progress)
                found.Add(progress);
        }

        return [.. found.OrderByDescending(one => one.StartedAt ?? DateTimeOffset.MaxValue)];
    }

    private static BackfillProgress? Of(OrchestrationMetadata found)
    {
        var told = found.CustomStatus<BackfillProgress>() ?? NotBegun(found);
        // One that was terminated from outside, or died of its code, has not told so itself.
        return told is { Status: BackfillText.Running } && found.IsCompleted
            ? told with
            {
                Status =
                    found.RuntimeStatus == OrchestrationRuntimeStatus.Terminated
                        ? BackfillText.Cancelled
                        : BackfillText.Failed,
                FinishedAt = found.LastUpdatedAt,
            }
            : told;
    }

    private static BackfillProgress? NotBegun(OrchestrationMetadata found) =>
        found.ReadInputAs<BackfillInput>() is { } input
            ? BackfillText.Of(
                found.InstanceId,
                input,
                input.State ?? new(found.CreatedAt.UtcDateTime, input.Request.To),
                BackfillText.Running
            )
            : null;
}
