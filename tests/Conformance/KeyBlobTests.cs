using AzureStorage;
using CommerceAnalytics.OneMachine.Storage;
using FunctionsHost.Hosting;

namespace Conformance;

/// <summary>All hosts on one storage take the same keys.</summary>
public sealed class KeyBlobTests
{
    [AzuriteFact]
    public async Task ReadOrCreate_ByTenHostsAtOnce_GivesAllTheSameKeys()
    {
        var container = await Containers.NewAsync();

        var keys = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => new KeyBlob(container).ReadOrCreateAsync(CancellationToken.None))
        );

        keys.Distinct().ShouldHaveSingleItem();
        keys[0].MasterKey.Length.ShouldBeGreaterThan(40);
    }

    [AzuriteFact]
    public async Task ReadOrCreate_DamagedBlob_SaysWhereItIs()
    {
        var container = await Containers.NewAsync();
        await container.GetBlobClient("keys.json").UploadAsync(BinaryData.FromString("""{"functionKey":"""));

        var refused = await Should.ThrowAsync<HostStateException>(() =>
            new KeyBlob(container).ReadOrCreateAsync(CancellationToken.None)
        );

        refused.Code.ShouldBe("HostKeysUnreadable");
        refused.Message.ShouldContain("keys.json");
    }
}
