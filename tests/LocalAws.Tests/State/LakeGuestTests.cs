using LocalAws.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.State;

/// <summary>Processes on one lake wait for each other. flock holds files against one process' own handles too.</summary>
public sealed class LakeGuestTests : IDisposable
{
    private readonly string _lake = Directory.CreateTempSubdirectory("lake-").FullName;

    [Fact]
    public void Enter_NobodyServes_IsNull()
    {
        LakeGuest.Enter(_lake).ShouldBeNull();
        Directory.EnumerateFileSystemEntries(_lake).ShouldBeEmpty();
    }

    [Fact]
    public async Task Dispose_AGuestIsThere_EndsAfterItAndTakesNoNewOne()
    {
        var owner = await StartAsync();
        var guest = LakeGuest.Enter(_lake)!;
        guest.Address.Endpoint.ShouldBe(owner.Endpoint);

        var ending = owner.DisposeAsync().AsTask();
        ending.IsCompleted.ShouldBeFalse();
        LakeGuest.Enter(_lake).ShouldBeNull();
        using (var http = new HttpClient())
            (await http.GetAsync(guest.Address.Endpoint)).ShouldNotBeNull();

        guest.Dispose();
        await ending;
        await using var next = await StartAsync();
    }

    [Fact]
    public async Task Dispose_AGuestWasKilled_DoesNotWaitForIt()
    {
        var owner = await StartAsync();
        var left = Path.Combine(new StateFolder(_lake).Root, "guest-1-left");
        await File.WriteAllTextAsync(left, "");

        await owner.DisposeAsync();

        File.Exists(left).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_lake, recursive: true);

    private Task<LocalAwsServer> StartAsync() =>
        LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = _lake, Port = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
