using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>All that an orchestrator may do. Anything else it awaits breaks its replay.</summary>
public abstract class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Who called it; null for one that a client started.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the current turn; the same on replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while the orchestrator's past is run again.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The orchestrator's version; empty when it has none.</summary>
    public virtual string Version => "";

    /// <summary>Settings of the orchestration.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>Where loggers come from.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The instance's input.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity without a result.</summary>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input and result.</summary>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <exception cref="TaskFailedException">It failed.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Waits for a while, durably.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits until a time, UTC, durably; one in the past is over at once.</summary>
    /// <exception cref="TaskCanceledException">The token fired first.</exception>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event by name, whatever the case; of several waiters the last is served first.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event for so long.</summary>
    /// <exception cref="TaskCanceledException">The time is over.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event for so long, or until the token fires.</summary>
    /// <exception cref="TaskCanceledException">The time is over, or the token fired.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource();
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timedOut = CreateTimer(timeout, timer.Token);
        var arrived = WaitForExternalEvent<T>(eventName, wait.Token);
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        (await Task.WhenAny(timedOut, arrived) == arrived ? timer : wait).Cancel();
        return await arrived;
    }

    /// <summary>Sends an event to another instance; nothing happens if there is none.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what a status query shows.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls another orchestrator.</summary>
    /// <exception cref="TaskFailedException">It failed.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls another orchestrator without input.</summary>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls another orchestrator without input and result.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls another orchestrator without a result.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts this instance anew with an empty history once the orchestrator returns.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Starts this instance anew with an empty history once the orchestrator returns.</summary>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A version-5 GUID that is the same on replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while replaying.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    /// <summary>A logger that is silent while replaying.</summary>
    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(type));

    /// <summary>A logger that is silent while replaying.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, LoggerFactory.CreateLogger<T>());

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

/// <summary>Who called a sub-orchestration.</summary>
/// <param name="Name">The caller's orchestrator.</param>
/// <param name="InstanceId">The caller's instance.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);

/// <summary>What an activity is told about its call.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance that calls.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The activity's version; empty when it has none.</summary>
    public virtual string Version => "";
}
