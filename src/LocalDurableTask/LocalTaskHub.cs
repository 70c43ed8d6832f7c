using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask;

/// <summary>An embedded durable engine: runs the registry's orchestrators and activities over a SQLite store.</summary>
public sealed class LocalTaskHub(
    LocalTaskHubOptions options, DurableTaskRegistry registry, IServiceProvider services, ILoggerFactory loggers, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>Starts, asks and steers orchestrations of this hub; there once the hub has started.</summary>
    public DurableTaskClient Client => throw new NotSupportedException($"{options}{registry.GetHashCode()}{services.GetHashCode()}{loggers.GetHashCode()}{time.GetHashCode()}");

    /// <summary>Opens the store and goes on with what was running when it was last closed.</summary>
    /// <exception cref="IOException">Another process has the store open.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException(options.HubName);

    /// <summary>Takes no new work and gives what runs so long to end. What does not is run again at the next start.</summary>
    public Task StopAsync(TimeSpan drain) => throw new NotSupportedException(options.HubName);

    /// <summary>What happened to an instance, oldest first; empty when there is none of that id.</summary>
    public Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        throw new NotSupportedException(options.HubName);

    /// <summary>Stops at once, as a crash would: nothing that is durable is lost.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException(options.HubName);
}
