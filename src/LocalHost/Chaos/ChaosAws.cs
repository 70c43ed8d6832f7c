using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>The LocalAws of a trial, which goes away and comes back at its address: queries that it had not finished run again under their ids.</summary>
internal sealed class ChaosAws : IAsyncDisposable
{
    private readonly LocalAwsOptions options;
    private readonly TimeProvider time;
    private LocalAwsServer server;
    private FaultPlan plan = new();
    private long strikesBefore;
    private int outages;

    private ChaosAws(LocalAwsServer server, LocalAwsOptions options, TimeProvider time)
    {
        (this.server, this.time) = (server, time);
        this.options = options with { Port = server.Endpoint.Port };
    }

    /// <summary>How often it went away or came back: odd while it is away.</summary>
    public int Outages => Volatile.Read(ref outages);

    /// <summary>Faults that struck since the plan was taken up.</summary>
    public long Strikes => strikesBefore + Now;

    private long Now => server.Faults.Report().Rules.Sum(rule => rule.Injected);

    public static async Task<ChaosAws> StartAsync(
        LocalAwsOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => new(await StartServerAsync(options, time, cancellationToken), options, time);

    public void PutRole(IamRole role) => server.PutRole(role);

    public void Misbehave(FaultPlan next)
    {
        (plan, strikesBefore) = (next, 0);
        server.Faults.Use(next);
    }

    /// <summary>Goes away and comes back, with the same faults from their beginning.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref outages);
        strikesBefore += Now;
        await server.DisposeAsync();
        server = await StartServerAsync(options, time, cancellationToken);
        server.Faults.Use(plan);
        Interlocked.Increment(ref outages);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Task<LocalAwsServer> StartServerAsync(
        LocalAwsOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => LocalAwsServer.StartAsync(options, time, NullLoggerFactory.Instance, cancellationToken);
}
