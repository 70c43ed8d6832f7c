using LocalAws.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.Clients;

/// <summary>The server as it ships, on the machine's own clock, for clients that are programs of their own.</summary>
public sealed class ClientLake : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clients");
    private LocalAwsServer? _server;

    internal LocalAwsServer Server => _server!;

    internal string Lake => Path.Combine(_folder.FullName, "lake");

    /// <summary>A folder for the client's own files.</summary>
    internal string Work => Path.Combine(_folder.FullName, "work");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Work);
        var options = new LocalAwsOptions
        {
            LakeFolder = Lake,
            Port = 0,
            Roles = [TestRoles.Of("reader", TestRoles.Everything)],
        };
        _server = await LocalAwsServer.StartAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
