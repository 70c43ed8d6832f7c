using DurableTask.Core;
using FunctionsHost.Durable.InProcess;

namespace FunctionsHost.Durable;

/// <summary>
/// Runs an app's orchestrations and activities on the official Durable Task engine: takes work from a store, has the
/// app's worker do it, and writes what came of it.
/// </summary>
/// <remarks>
/// Work whose worker was lost goes back to the store and is done again. An instance of an orchestrator that the app
/// does not have fails, with a message that names those it has; so does an activity.
/// </remarks>
public sealed class DurableEngine : IAsyncDisposable
{
    // Giving work back is one write to the store for each item.
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _aborted = new();
    private readonly StoppableStore _store;
    private readonly TaskHubWorker _hub;

    /// <summary>An engine that is not started yet.</summary>
    /// <param name="options">What it runs, and on which store.</param>
    /// <exception cref="ArgumentException">Two functions have the same name.</exception>
    public DurableEngine(DurableEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var dispatch = new FunctionDispatch(options.Worker, options.Functions, _aborted.Token);
        _store = new StoppableStore(options.Store);
        _hub = new TaskHubWorker(
            _store,
            new DeferredCode<TaskOrchestration>(() => new DeferredOrchestration()),
            new DeferredCode<TaskActivity>(() => new DeferredActivity()),
            options.Loggers
        );
        _hub.ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails;
        if (options.Time != TimeProvider.System)
            _hub.AddOrchestrationDispatcherMiddleware(new ClockMiddleware(options.Time).RunAsync);
        _hub.AddOrchestrationDispatcherMiddleware(dispatch.RunOrchestratorAsync);
        _hub.AddActivityDispatcherMiddleware(dispatch.RunActivityAsync);
    }

    /// <summary>Makes the store ready and begins to take work.</summary>
    public async Task StartAsync()
    {
        await _store.CreateIfNotExistsAsync();
        await _hub.StartAsync();
    }

    /// <summary>
    /// Takes no more work, lets what runs end, and gives back to the store what has not ended in time; then stops the
    /// store.
    /// </summary>
    /// <param name="drain">How long to wait for what runs.</param>
    public async Task StopAsync(TimeSpan drain)
    {
        _store.Close();
        await _store.WaitUntilIdleAsync(drain);
        await _aborted.CancelAsync();
        await _store.WaitUntilIdleAsync(GivingBack);
        // Otherwise the engine would look once a second whether something runs.
        await _hub.StopAsync(isForced: true);
    }

    /// <summary>Stops at once, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _hub.Dispose();
        _store.Dispose();
        _aborted.Dispose();
    }
}
