using CommerceAnalytics.Failures;
using CommerceAnalytics.LocalHost.Http.Keys;
using LocalDurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>A Functions host for one machine: the deployed app on an embedded task hub, with its timers and its HTTP API.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private readonly HostParts _parts;
    private readonly FunctionsHostOptions _options;
    private readonly ILogger _logger;
    private bool _started;

    private FunctionsHost(HostParts parts, FunctionsHostOptions options)
    {
        (_parts, _options) = (parts, options);
        _logger = parts.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger<FunctionsHost>();
    }

    /// <summary>The client of the task hub; there once the host has started.</summary>
    public DurableTaskClient Client => _parts.Hub.Client;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _parts.App.Services;

    /// <summary>Ends, once the host has started, when its store turns out to be damaged: no orchestration goes on then.</summary>
    public Task<StoreUnusableException> StoreLost => _parts.Hub.StoreLost;

    /// <summary>Where HTTP is served, once started; null without HTTP.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The keys that callers must show.</summary>
    public HostKeys Keys => _parts.Keys;

    /// <summary>Composes the app; nothing runs yet, and of the store there are only its folder and the keys.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">host.json, settings or schedules are wrong: all problems.</exception>
    /// <exception cref="FailureException">The store's folder or the keys in it cannot be used.</exception>
    public static Task<FunctionsHost> CreateAsync(FunctionsHostOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new FunctionsHost(HostParts.Build(options), options));
    }

    /// <summary>Serves HTTP, goes on with what was running when the process ended, and starts the timers.</summary>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="PortInUseException">The port is taken; nothing was started.</exception>
    /// <exception cref="InvalidInputException">The store is in use, damaged or not writable; no orchestration went on.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        // The port first: where it is taken, not one orchestration goes on.
        if (_parts.Http is { } http)
            Address = await http.StartAsync(cancellation);
        await _parts.App.StartAsync(cancellation);
        _started = true;
        await StartHubAsync(cancellation);
        _logger.HostStarted(_parts.Functions.Count, _parts.HostJson.HubName);
        _parts.Http?.Open();
        if (_options.RunTimers)
            _parts.Timers.Start();
    }

    private async Task StartHubAsync(CancellationToken cancellation)
    {
        try
        {
            await _parts.Hub.StartAsync(cancellation);
        }
        catch (StoreUnusableException e)
        {
            throw new InvalidInputException([e.Message]);
        }
    }

    /// <summary>Takes no more work, lets requests, timers and activities end for as long as the drain time-out allows, and stops.</summary>
    public async Task StopAsync()
    {
        if (!_started)
            return;
        _started = false;
        _logger.HostStopping(_options.DrainTimeout);
        using var drained = new CancellationTokenSource(_options.DrainTimeout, _options.Time);
        if (_parts.Http is { } http)
            await http.StopAsync(drained.Token);
        await Task.WhenAll(_parts.Timers.StopAsync(drained.Token), _parts.Hub.StopAsync(_options.DrainTimeout));
        await _parts.Stopping.CancelAsync();
        await _parts.App.StopAsync(drained.Token);
        _logger.HostStopped();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _parts.DisposeAsync();
    }
}
