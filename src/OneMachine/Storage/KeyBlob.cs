using System.Text.Json;
using Azure.Storage.Blobs;
using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>
/// The blob <c>keys.json</c> of hosts that share a storage: made by the first of them, so that all take the same keys.
/// </summary>
/// <param name="container">Where it lies; made if it is not there.</param>
internal sealed class KeyBlob(BlobContainerClient container)
{
    private const string Name = "keys.json";

    private readonly BlobClient _blob = container.GetBlobClient(Name);

    /// <summary>Reads the keys, or makes them where there are none.</summary>
    /// <exception cref="HostStateException">The blob is damaged, or may not be read or written.</exception>
    public async Task<HostKeys> ReadOrCreateAsync(CancellationToken cancellation)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await Blobs.CreateIfNewAsync(_blob, () => BinaryData.FromString(HostKeys.New().ToJson()), cancellation);
            var read = await _blob.DownloadContentAsync(cancellation);
            return HostKeys.Read(read.Value.Content.ToString());
        }
        catch (Exception e) when (Blobs.IsFailure(e) || e is JsonException)
        {
            throw new HostStateException(
                "HostKeysUnreadable",
                $"The keys of the host in {_blob.Uri} cannot be used: {e.Message}",
                KeyFile.Advice("blob"),
                e
            );
        }
    }
}
