using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Lake;

/// <summary>A lake with its LocalAws: one that this process started, or one that runs already.</summary>
internal sealed class OpenLake : IAsyncDisposable
{
    private readonly LocalAwsServer? _server;

    private OpenLake(LocalAwsAddress address, LocalAwsServer? server, CommerceSettings settings, TimeProvider time)
    {
        (Address, _server) = (address, server);
        Athena = new AthenaSession(address, settings.Database, settings.QueryResultsAddress(), time);
    }

    public LocalAwsAddress Address { get; }

    /// <summary>Whether this process has the lake: its roles are then its to make.</summary>
    public bool IsOwn => _server is not null;

    /// <summary>
    /// Whether LocalAws is reached by its address alone: the settings say all that the app knows of it.
    /// </summary>
    public bool IsElsewhere { get; private init; }

    public AthenaSession Athena { get; }

    /// <summary>Starts LocalAws on the lake, and makes the bucket for results.</summary>
    /// <exception cref="LocalAwsStartException">The lake is in use or not writable, or the port is taken.</exception>
    public static async Task<OpenLake> StartAsync(
        LocalAwsOptions options,
        CommerceSettings settings,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var server = await LocalAwsServer.StartAsync(options, time, loggers, cancellationToken);
        // The administrator's part again: queries need the bucket that their results go to.
        foreach (
            var bucket in new[] { settings.ResultsBucket, new Uri(settings.QueryResultsAddress()).Host }.Distinct()
        )
            Directory.CreateDirectory(Path.Combine(options.LakeFolder, bucket));
        var address = new LocalAwsAddress(
            server.Endpoint,
            server.Region,
            server.AccessKeyId,
            server.SecretAccessKey,
            Environment.ProcessId
        );
        return new OpenLake(address, server, settings, time);
    }

    /// <summary>
    /// Uses the LocalAws that runs on the lake, or starts one on any free port for as long as it is needed.
    /// </summary>
    public static async Task<OpenLake> UseAsync(
        LakeFolder lake,
        CommerceSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (LocalAwsAddress.Find(lake.FullPath) is { } running)
            return new OpenLake(running, null, settings, time);
        var opened = await StartAsync(
            new LocalAwsOptions { LakeFolder = lake.FullPath, Port = 0 },
            settings,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        if (lake.HasEvents)
            await EventsTable.PrepareAsync(opened.Athena, settings, cancellationToken);
        return opened;
    }

    /// <summary>Uses a LocalAws of which only the address and the keys are known.</summary>
    public static OpenLake Elsewhere(LocalAwsAddress address, CommerceSettings settings, TimeProvider time) =>
        new(address, null, settings, time) { IsElsewhere = true };

    /// <summary>Registers a role of the lake's account; nothing where another process owns the lake.</summary>
    public void PutRole(IamRole role) => _server?.PutRole(role);

    public async ValueTask DisposeAsync()
    {
        Athena.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
