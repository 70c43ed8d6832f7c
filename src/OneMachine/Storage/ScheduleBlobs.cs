using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsHost.Timers;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>
/// Keeps each timer's <see cref="ScheduleState"/> in a blob of its own. The host that has the blob's lease fires the
/// timer; when it is gone the lease ends, and another host takes it.
/// </summary>
internal sealed class ScheduleBlobs(BlobContainerClient container, ILogger logger) : IScheduleStore
{
    /// <summary>How long the timers of a host that was killed stay its own.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    public async Task<ITimerHold?> TryTakeAsync(string timer, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient($"timers/{timer}.json");
        var lease = blob.GetBlobLeaseClient();
        try
        {
            // Only what is there can be leased: an empty blob has no state yet.
            await Blobs.CreateIfNewAsync(blob, () => BinaryData.Empty, cancellation);
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellation);
            return new BlobHold(timer, blob, lease, logger);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            throw new IOException($"The lease of {blob.Uri} cannot be taken: {e.Message}", e);
        }
    }
}
