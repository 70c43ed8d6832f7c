using System.Text.Json;
using LocalDurableTask.Client;
using LocalDurableTask.Dispatch;
using LocalDurableTask.History;
using LocalDurableTask.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask;

/// <summary>An embedded durable engine: runs the registry's orchestrators and activities over a SQLite store.</summary>
/// <remarks>
/// Every turn of an orchestrator is one transaction. What was running when the process died goes on at the next start; activities
/// that had not reported are run again.
/// </remarks>
public sealed class LocalTaskHub : IAsyncDisposable
{
    private readonly LocalTaskHubOptions options;
    private readonly EngineServices engine;
    private HubRuntime? runtime;

    /// <summary>A hub that is not open yet.</summary>
    /// <param name="options">Where its store is and how much it does at once.</param>
    /// <param name="registry">The orchestrators and activities it can run.</param>
    /// <param name="services">Where orchestrators and activities get their services; each turn and each activity has a scope of its own.</param>
    /// <param name="loggers">Where its log goes, and the orchestrators' own.</param>
    /// <param name="time">The clock of timers and timestamps.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LocalTaskHub(
        LocalTaskHubOptions options, DurableTaskRegistry registry, IServiceProvider services, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(registry);
        options.Validate();
        this.options = options;
        var spans = new HubSpans(options.Tracing, time);
        engine = new(registry, services, loggers, time, DefaultConverter, spans);
        Client = new LocalDurableTaskClient(options.HubName, DefaultConverter, time, spans, () => Runtime);
    }

    /// <summary>Starts, asks and steers orchestrations of this hub; usable while the hub is open.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>
    /// Ends, while the hub is open, when its store turns out to be damaged: the hub then works no more, and those who wait for instances are
    /// given this exception. A full disk is no such end: what could not be written is written when there is room.
    /// </summary>
    /// <exception cref="InvalidOperationException">The hub is not open.</exception>
    public Task<StoreUnusableException> StoreLost => Runtime.Lost;

    internal static DataConverter DefaultConverter { get; } =
        new JsonDataConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web) { IncludeFields = true });

    internal HubRuntime Runtime => runtime ?? throw new InvalidOperationException("The task hub is not open: call StartAsync first.");

    /// <summary>Opens the store and goes on with what was running when it was last closed.</summary>
    /// <exception cref="StoreInUseException">Another process, or another hub of this one, has the store open.</exception>
    /// <exception cref="StoreUnusableException">The store is damaged, of a newer program, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The hub is open.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (runtime is not null)
            throw new InvalidOperationException("The task hub is open already.");
        // The client works before anything goes on: what goes on may use it.
        runtime = new HubRuntime(options, engine);
        try
        {
            var (messages, activities) = runtime.Start(options);
            engine.Log.HubStarted(options.HubName, options.StorePath, messages, activities);
        }
        catch
        {
            Interlocked.Exchange(ref runtime, null)?.Dispose();
            throw;
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes no new work, gives what runs so long to end, and closes. What did not end is run again at the next start.</summary>
    /// <param name="drain">How long to wait; zero waits for nothing.</param>
    public async Task StopAsync(TimeSpan drain)
    {
        if (runtime is null)
            return;
        if (!await runtime.DrainAsync(drain, engine.Time))
            engine.Log.HubNotDrained(options.HubName, drain);
        await DisposeAsync();
    }

    /// <summary>What happened to an instance since it last started anew, oldest first; empty when there is none of that id.</summary>
    public Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<HistoryEvent>>(Runtime.Reader.History(instanceId));
    }

    /// <summary>Closes at once, waiting for nothing, as after a crash: what is on the disk goes on at the next start.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref runtime, null) is { } open)
        {
            open.Dispose();
            engine.Log.HubStopped(options.HubName);
        }

        return ValueTask.CompletedTask;
    }
}
