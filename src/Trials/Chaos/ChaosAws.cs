using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>
/// The LocalAws of a trial, which goes away and comes back at its address: queries that it had not finished run again
/// under their ids.
/// </summary>
internal sealed class ChaosAws : IAsyncDisposable
{
    private readonly LocalAwsOptions _options;
    private readonly TimeProvider _time;
    private LocalAwsServer _server;
    private FaultPlan _plan = new();
    private long _strikesBefore;
    private int _outages;

    private ChaosAws(LocalAwsServer server, LocalAwsOptions options, TimeProvider time)
    {
        (this._server, this._time) = (server, time);
        this._options = options with { Port = server.Endpoint.Port };
    }

    /// <summary>How often it went away or came back: odd while it is away.</summary>
    public int Outages => Volatile.Read(ref _outages);

    /// <summary>Faults that struck since the plan was taken up.</summary>
    public long Strikes => _strikesBefore + Now;

    private long Now => _server.Faults.Report().Rules.Sum(rule => rule.Injected);

    public static async Task<ChaosAws> StartAsync(
        LocalAwsOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => new(await StartServerAsync(options, time, cancellationToken), options, time);

    public void PutRole(IamRole role) => _server.PutRole(role);

    public void Misbehave(FaultPlan next)
    {
        (_plan, _strikesBefore) = (next, 0);
        _server.Faults.Use(next);
    }

    /// <summary>Goes away and comes back, with the same faults from their beginning.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _outages);
        _strikesBefore += Now;
        await _server.DisposeAsync();
        _server = await StartServerAsync(_options, _time, cancellationToken);
        _server.Faults.Use(_plan);
        Interlocked.Increment(ref _outages);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<LocalAwsServer> StartServerAsync(
        LocalAwsOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => LocalAwsServer.StartAsync(options, time, NullLoggerFactory.Instance, cancellationToken);
}
