using CommerceAnalytics.Settings;
using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>A lake with its LocalAws: one that this process started, or one that runs already.</summary>
internal sealed class OpenLake : IAsyncDisposable
{
    /// <summary>How long a lake may be held by a process that does not serve it (yet, or any more).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly LocalAwsServer? _server;
    private readonly Lazy<ServiceProvider> _services;
    private LakeGuest? _guest;

    private OpenLake(LocalAwsAddress address, LocalAwsServer? server, CommerceSettings settings, TimeProvider time)
    {
        (Address, _server) = (address, server);
        Athena = new AthenaSession(address, settings.Database, settings.QueryResultsAddress(), time);
        _services = new(() => LakeServices.Of(settings, address, time).BuildServiceProvider());
    }

    public LocalAwsAddress Address { get; }

    /// <summary>Whether this process has the lake: its roles are then its to make.</summary>
    public bool IsOwn => _server is not null;

    /// <summary>
    /// Whether LocalAws is reached by its address alone: the settings say all that the app knows of it.
    /// </summary>
    public bool IsElsewhere { get; private init; }

    public AthenaSession Athena { get; }

    /// <summary>The catalog, the summary store, ... as the app's own code asks them.</summary>
    public IServiceProvider Services => _services.Value;

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
    /// Uses the LocalAws that runs on the lake, or starts one on any free port for as long as it is needed. Commands on
    /// one lake wait for each other: its owner for its guests, and who comes while it ends until it has ended.
    /// </summary>
    public static async Task<OpenLake> UseAsync(
        LakeFolder lake,
        CommerceSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (LakeGuest.Enter(lake.FullPath) is { } guest)
                return new OpenLake(guest.Address, null, settings, time) { _guest = guest };
            try
            {
                return await StartOwnAsync(lake, settings, time, cancellationToken);
            }
            catch (LakeInUseException) when (time.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Poll, time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Uses the LocalAws that another process runs on the lake, or is about to, and whose end does not wait for this
    /// use: chaos takes it away in the middle.
    /// </summary>
    /// <exception cref="TimeoutException">There is none.</exception>
    public static async Task<OpenLake> OfOwnerAsync(
        LakeFolder lake,
        CommerceSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            if (LocalAwsAddress.Find(lake.FullPath) is { } address)
                return new(address, null, settings, time);
            await Task.Delay(Poll, time, cancellationToken);
        }

        throw new TimeoutException($"No LocalAws runs on {lake.FullPath}.");
    }

    private static async Task<OpenLake> StartOwnAsync(
        LakeFolder lake,
        CommerceSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
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

    /// <summary>Rules of the fault plan that were for no request so far, as a person would name them.</summary>
    public IReadOnlyList<string> IdleFaultRules()
    {
        if (_server?.Faults.Report() is not { } report)
            return [];
        return [.. report.Rules.Where(count => count.Matched == 0).Select(count => Named(count, report.Plan))];
    }

    private static string Named(FaultCount count, FaultPlan plan)
    {
        var rule = plan.Rules[count.Rule - 1];
        var filters = new[] { rule.Service, rule.Operation, rule.Target }.Where(filter => filter is not null);
        var name = rule.Name is null ? "" : $" '{rule.Name}'";
        return $"rule {count.Rule}{name} ({string.Join(' ', filters.Prepend($"{count.Fault}"))})";
    }

    public async ValueTask DisposeAsync()
    {
        Athena.Dispose();
        if (_services.IsValueCreated)
            await _services.Value.DisposeAsync();
        _guest?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
