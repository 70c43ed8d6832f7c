using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>What all blobs of hosts that share a storage need.</summary>
internal static class Blobs
{
    /// <summary>Whether the storage refused, or did not answer however often it was asked.</summary>
    public static bool IsFailure(Exception e) => e is RequestFailedException or AggregateException;

    /// <summary>Makes a blob unless it is there: of hosts that try at once the first one's content counts.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="content">Gives its content.</param>
    public static async Task CreateIfNewAsync(BlobClient blob, Func<BinaryData> content, CancellationToken cancellation)
    {
        if (await blob.ExistsAsync(cancellation))
            return;
        BlobUploadOptions onlyIfNew = new() { Conditions = new() { IfNoneMatch = ETag.All } };
        try
        {
            await blob.UploadAsync(content(), onlyIfNew, cancellation);
        }
        catch (RequestFailedException e)
            when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            // Another host was first, and may have leased it already.
        }
    }
}
