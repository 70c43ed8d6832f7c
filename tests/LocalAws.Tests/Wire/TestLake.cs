using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.Wire;

/// <summary>A lake in a new folder with a server over it; clients of today's SDK.</summary>
public sealed class TestLake : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lake");
    private readonly List<IDisposable> _clients = [];
    private LocalAwsServer? _server;

    public string Lake => _folder.FullName;

    // The SDK signs with the machine's clock, so the server starts from it too; tests that move it sign by hand.
    internal WatchedTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    internal ScriptedEngine Engine { get; } = new();

    internal LocalAwsServer Server => _server!;

    internal LocalAwsOptions Options { get; set; }

    public TestLake() => Options = new() { LakeFolder = Lake, Port = 0 };

    public async Task InitializeAsync() =>
        _server = await LocalAwsServer.StartAsync(
            Options,
            Time,
            NullLoggerFactory.Instance,
            (_, _) => Engine,
            CancellationToken.None
        );

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>
    /// Moves the clock on in steps until the query has ended: when its timer is set is for its own thread to say.
    /// </summary>
    internal async Task AdvanceUntilEndedAsync(string queryExecutionId, TimeSpan step)
    {
        var ended = Server.Services.Runner.WhenEnded(queryExecutionId);
        while (!ended.IsCompleted)
        {
            Time.Advance(step);
            await Task.Yield();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal AWSCredentials Keys => new BasicAWSCredentials(Server.AccessKeyId, Server.SecretAccessKey);

    internal AmazonS3Client S3(AWSCredentials? credentials = null, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = Server.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = Server.Region,
            MaxErrorRetry = 0,
        };
        configure?.Invoke(config);
        return Keep(new AmazonS3Client(credentials ?? Keys, config));
    }

    internal AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) =>
        Keep(
            new AmazonSecurityTokenServiceClient(
                credentials ?? Keys,
                new AmazonSecurityTokenServiceConfig
                {
                    ServiceURL = Server.Endpoint.ToString(),
                    AuthenticationRegion = Server.Region,
                    MaxErrorRetry = 0,
                }
            )
        );

    internal SignedClient Signed() =>
        Keep(new SignedClient(Server.Endpoint, Server.Region, Server.AccessKeyId, Server.SecretAccessKey, Time));

    private T Keep<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}
