using CommerceAnalytics.Functions.Contracts;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Asks a run or a backfill to end in order.</summary>
internal static class Cancellation
{
    /// <summary>
    /// One that was suspended goes on, to end: it would hear of nothing, and all others would wait for it.
    /// </summary>
    public static async Task AskAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        await client.RaiseEventAsync(id, RunEvents.Cancel, "HTTP", cancellationToken);
        if (
            await client.GetInstanceAsync(id, cancellationToken) is
            { RuntimeStatus: OrchestrationRuntimeStatus.Suspended }
        )
            await client.ResumeInstanceAsync(id, "It was cancelled.", cancellationToken);
    }
}
