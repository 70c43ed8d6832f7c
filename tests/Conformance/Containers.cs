using Azure.Storage.Blobs;
using AzureStorage;

namespace Conformance;

/// <summary>Containers of Azurite.</summary>
internal static class Containers
{
    /// <summary>One that no other test has.</summary>
    public static async Task<BlobContainerClient> NewAsync()
    {
        BlobContainerClient container = new(await Azurite.ConnectionAsync(), Azurite.NewHub().ToLowerInvariant());
        await container.CreateAsync();
        return container;
    }
}
