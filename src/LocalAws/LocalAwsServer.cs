using LocalAws.Faults;
using LocalAws.Hosting;
using LocalAws.Logging;
using LocalAws.State;
using Microsoft.Extensions.Logging;

namespace LocalAws;

/// <summary>Athena, Glue, S3 and STS over a lake, on one loopback port. Owns its lake until disposed.</summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    /// <summary>Longest wait at the end for processes that use this LocalAws: a query takes as long at most.</summary>
    private static readonly TimeSpan LongestGuest = TimeSpan.FromMinutes(5);

    private readonly LakeLock _lakeLock;
    private readonly TimeProvider _time;
    private readonly Services _services;
    private readonly LoopbackListener _listener;

    private LocalAwsServer(
        LakeLock lakeLock,
        Services services,
        LoopbackListener listener,
        string region,
        TimeProvider time
    )
    {
        _time = time;
        _lakeLock = lakeLock;
        _services = services;
        _listener = listener;
        Endpoint = listener.Endpoint;
        Region = region;
        AccessKeyId = services.Keys.AccessKeyId;
        SecretAccessKey = services.Keys.SecretAccessKey;
    }

    /// <summary>Where all services listen.</summary>
    public Uri Endpoint { get; }

    /// <summary>Region that requests must be signed for.</summary>
    public string Region { get; }

    /// <summary>Access key of the lake's account; the same at every start.</summary>
    public string AccessKeyId { get; }

    /// <summary>Its secret key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>How it misbehaves, on purpose.</summary>
    public FaultControl Faults => _services.Faults;

    internal Services Services => _services;

    /// <summary>
    /// Takes the lake, opens its state, runs again what an earlier process left unfinished, and listens.
    /// </summary>
    /// <param name="options">Lake, port, region, limits.</param>
    /// <param name="time">Clock of dates, expiries and delays.</param>
    /// <param name="loggers">Where events 4000 to 4999 go.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="LakeInUseException">Another process owns the lake.</exception>
    /// <exception cref="LocalAwsStartException">The lake cannot be written, or the port is taken.</exception>
    public static Task<LocalAwsServer> StartAsync(
        LocalAwsOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    ) => StartAsync(options, time, loggers, Services.DuckDb, cancellationToken);

    internal static async Task<LocalAwsServer> StartAsync(
        LocalAwsOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        EngineFactory engine,
        CancellationToken cancellationToken
    )
    {
        var folder = new StateFolder(options.LakeFolder);
        var taken = LakeLock.Take(folder);
        Services? opened = null;
        try
        {
            opened = Services.Open(folder, options, time, loggers, engine);
            // Before anybody can ask: a query that came in now would be among the unfinished, and run twice.
            opened.Start();
            var listening = await LoopbackListener.StartAsync(opened.Router, options.Port, loggers, cancellationToken);
            taken.Announce(listening.Endpoint, options.Region);
            LocalAwsLog.Started(loggers.CreateLogger<LocalAwsServer>(), folder.Lake, listening.Endpoint);
            return new(taken, opened, listening, options.Region, time);
        }
        catch (Exception error)
        {
            if (opened is not null)
                await opened.DisposeAsync();
            taken.Dispose();
            if (StateFaults.Tell(folder, error) is { } told)
                throw told;
            throw;
        }
    }

    /// <summary>
    /// Registers a role, or replaces the one of its name: sessions of it have the new rights at once, as in IAM. It is
    /// there at the next start too.
    /// </summary>
    /// <param name="role">The role.</param>
    /// <exception cref="Iam.Documents.PolicyFormatException">A policy of it is not one.</exception>
    public void PutRole(IamRole role) => _services.Identities.Keep(role);

    /// <summary>
    /// Waits for those who use it from other processes (<see cref="LakeGuest"/>), stops listening and lets go of the
    /// lake. Queries that are not finished run again at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _lakeLock.Withdraw();
        await _lakeLock.WaitForGuestsAsync(LongestGuest, _time);
        try
        {
            await _listener.DisposeAsync();
            await _services.DisposeAsync();
        }
        finally
        {
            _lakeLock.Dispose();
        }
    }
}
