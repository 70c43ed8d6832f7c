using FunctionsHost.Durable;
using FunctionsHost.Durable.Client;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Durable.Protocol;
using FunctionsHost.Http;
using FunctionsHost.Http.Management;
using FunctionsHost.Isolated;
using FunctionsHost.Timers;
using FunctionsHost.Workers;

namespace FunctionsHost.Hosting;

/// <summary>
/// What runs while a host runs: the store, the client's endpoint, the worker, HTTP, the engine, the timers; begun in
/// this order.
/// </summary>
internal sealed class RunningHost(HostParts parts, AppHostOptions options) : IAsyncDisposable
{
    private DurableClientEndpoint? _clients;
    private DurableEngine? _engine;
    private HttpServer? _http;
    private IFunctionWorker? _worker;
    private TimerTriggers? _timers;
    private Uri? _address;
    private bool _appStarted;

    public IReadOnlyList<FunctionDefinition> Functions { get; private set; } = [];

    public IFunctionWorker Worker => _worker!;

    public TimerTriggers Timers => _timers!;

    /// <summary>Takes the store, and has the worker tell its functions. Nothing is dispatched.</summary>
    /// <remarks>The store first: a second host on it must not reach for the first one's worker.</remarks>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await parts.Store.Engine.CreateIfNotExistsAsync();
        _clients = await DurableClientEndpoint.StartAsync(parts.Hub, parts.Loggers);
        parts.Client = _clients.CreateClient(parts.HostJson.HubName, new FunctionsDataConverter());
        _worker = options.AppFolder is { } folder ? Isolated(folder) : parts.InProcess!;
        Functions = await _worker.StartAsync(cancellation);
        List<string> problems = [];
        RouteCheck.Check(Functions, parts.HostJson.RoutePrefix, problems);
        var timers = HostTimers.Read(Functions, _worker, parts.Settings, options.Time, problems);
        if (problems.Count > 0)
            throw new HostRefusedException(problems);
        _timers = HostTimers.Create(timers, parts.Store.Schedules, options, parts.Loggers);
    }

    /// <summary>Serves, and goes on with what was running.</summary>
    /// <returns>Where it serves; null without HTTP.</returns>
    public async Task<Uri?> StartAsync(HttpServer? http, CancellationToken cancellation)
    {
        _http = http;
        // The port before the engine: where it is taken, not one orchestration goes on.
        _address = http is null ? null : await http.StartAsync(cancellation);
        await parts.App.StartAsync(cancellation);
        _appStarted = true;

        _engine = new DurableEngine(
            new DurableEngineOptions
            {
                Store = parts.Store.Engine,
                Worker = Worker,
                Functions = Functions,
                Loggers = parts.Loggers,
                Time = options.Time,
            }
        );
        await _engine.StartAsync();
        return _address;
    }

    /// <summary>Lets requests through and starts the timers.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        _http?.Open();
        if (options.RunTimers)
            await Timers.StartAsync(cancellation);
    }

    /// <summary>Takes no more work and lets what runs end, as long as that.</summary>
    public async Task StopAsync(TimeSpan drain)
    {
        using var drained = new CancellationTokenSource(drain, options.Time);
        if (_http is not null)
            await _http.StopAsync(drained.Token);
        await Task.WhenAll(Timers.StopAsync(drained.Token), StopEngineAsync(drain, drained.Token));
        await parts.Stopping.CancelAsync();
        await Worker.StopAsync(drain);
        if (_appStarted)
            await parts.App.StopAsync(drained.Token);
    }

    private async Task StopEngineAsync(TimeSpan drain, CancellationToken drained)
    {
        await parts.Store.CloseAsync(drained);
        await _engine!.StopAsync(drain);
    }

    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
            await _http.DisposeAsync();
        _timers?.Dispose();
        if (_engine is not null)
            await _engine.DisposeAsync();
        if (_worker is not null)
            await _worker.DisposeAsync();
        if (_clients is not null)
            await _clients.DisposeAsync();
    }

    private IsolatedWorker Isolated(string folder)
    {
        var binding = new DurableClientBinding
        {
            RpcBaseUrl = _clients!.Address,
            TaskHubName = parts.HostJson.HubName,
            HttpBaseUrl = () => _address is { } address ? new Uri(address, ManagementLinks.Path).ToString() : null,
            RequiredQueryStringParameters = () => parts.Links.RequiredQuery,
        };
        return new IsolatedWorker(
            new IsolatedWorkerOptions
            {
                AppFolder = folder,
                StateFolder = options.StoreFolder,
                Loggers = parts.Loggers,
                Settings = WorkerSettings(),
                Time = options.Time,
            },
            new DurableProtocol(binding, parts.Store.SessionIdle)
        );
    }

    private Dictionary<string, string> WorkerSettings()
    {
        var settings = new Dictionary<string, string>();
        foreach (var (key, value) in options.Settings.Concat(options.WorkerEnvironment))
        {
            if (value is not null)
                settings[key] = value;
        }

        return settings;
    }
}
