using FunctionsHost.Http;
using FunctionsHost.Http.Keys;
using FunctionsHost.Http.Management;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Hosting;

/// <summary>
/// A Functions host for one machine: an app on the official durable engine, with its timers and its HTTP API.
/// </summary>
public sealed class AppHost : IAsyncDisposable
{
    private readonly HostParts _parts;
    private readonly AppHostOptions _options;
    private readonly ILogger _logger;
    private readonly BrowserSessions _sessions;
    private RunningHost? _running;

    private AppHost(HostParts parts, AppHostOptions options)
    {
        (_parts, _options) = (parts, options);
        _logger = parts.Loggers.CreateLogger<AppHost>();
        _sessions = new BrowserSessions(options.Time);
    }

    /// <summary>The client of the task hub; there once the host has started.</summary>
    public DurableTaskClient Client =>
        _parts.Client ?? throw new InvalidOperationException("The host has not started.");

    /// <summary>The app's services, where it runs in this process.</summary>
    /// <exception cref="InvalidOperationException">A worker has the app.</exception>
    public IServiceProvider Services =>
        _options.AppFolder is null
            ? _parts.App.Services
            : throw new InvalidOperationException("The app runs in a process of its own.");

    /// <summary>
    /// Ends, with what was found, when the store turns out to be damaged: no orchestration goes on then.
    /// </summary>
    public Task<Exception> StoreLost => _parts.Store.Lost;

    /// <summary>Where HTTP is served, once started; null without HTTP.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The keys that callers must show.</summary>
    public HostKeys Keys => _parts.Keys;

    /// <summary>
    /// An address that lets one browser in without a key, once, within five minutes: to call functions and act on
    /// instances. It leads to <c>/</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">No HTTP is served.</exception>
    public Uri NewSignIn() =>
        Address is null
            ? throw new InvalidOperationException("The host serves no HTTP.")
            : new Uri(Address, SignInRoutes.Of(_sessions.NewToken()));

    /// <summary>Composes the host; nothing runs yet, and of the store there are only its folder and the keys.</summary>
    /// <param name="options">What to run.</param>
    /// <exception cref="HostRefusedException">
    /// host.json, settings or schedules are wrong: all problems; or the storage cannot be reached.
    /// </exception>
    /// <exception cref="HostStateException">The store's folder or the keys in it cannot be used.</exception>
    public static async Task<AppHost> CreateAsync(AppHostOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new AppHost(await HostParts.BuildAsync(options, cancellation), options);
    }

    /// <summary>Serves HTTP, goes on with what was running when the process ended, and starts the timers.</summary>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="PortInUseException">The port is taken; no orchestration went on.</exception>
    /// <exception cref="HostRefusedException">
    /// The store is in use, damaged or not writable, or the app cannot run; no orchestration went on.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_options.HttpPort is { } asked)
            PortInUseException.ThrowIfInUse(asked);
        var running = new RunningHost(_parts, _options);
        try
        {
            await running.PrepareAsync(cancellation);
            var http = _options.HttpPort is { } port
                ? new HttpServer(
                    port,
                    Keys,
                    _sessions,
                    _parts.Loggers,
                    _options.ExplainError,
                    routes => Map(routes, running)
                )
                : null;
            Address = await running.StartAsync(http, cancellation);
            _running = running;
        }
        catch (Exception e)
        {
            await running.DisposeAsync();
            if (Refusal(e) is { } problem)
                throw new HostRefusedException([problem], e);
            throw;
        }

        _logger.HostStarted(running.Functions.Count, _parts.HostJson.HubName);
        await running.OpenAsync(cancellation);
    }

    /// <summary>
    /// Takes no more work, lets requests, timers and activities end for as long as the drain time-out allows, and
    /// stops.
    /// </summary>
    public async Task StopAsync()
    {
        if (_running is not { } running)
            return;
        _running = null;
        _logger.HostStopping(_options.DrainTimeout);
        await running.StopAsync(_options.DrainTimeout);
        await running.DisposeAsync();
        _logger.HostStopped();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _parts.DisposeAsync();
    }

    /// <summary>
    /// What to tell a person where the host cannot run at all; null for an error that nobody expected.
    /// </summary>
    private string? Refusal(Exception error) =>
        error is AppRefusedException or WorkerStartException ? error.Message : _parts.Store.Refusal(error);

    private void Map(IEndpointRouteBuilder routes, RunningHost running)
    {
        routes.MapFunctions(running.Functions, running.Worker, _parts.HostJson.RoutePrefix);
        string[] orchestrators =
        [
            .. running
                .Functions.Select(function => function.Trigger)
                .OfType<OrchestrationTrigger>()
                .Select(trigger => trigger.Orchestration),
        ];
        var management = new ManagementRoutes(
            () => Client,
            _parts.HostJson.HubName,
            orchestrators,
            _parts.Links,
            _options.RewindAdvice,
            _options.Time
        );
        management.Map(routes);
        new AdminRoutes(_options.Name, running.Functions, running.Timers, _options.Time).Map(routes);
        _options.MapRoutes?.Invoke(routes, () => Client);
    }
}
