using System.Globalization;
using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask.Execution;

/// <summary>Who runs: what stays the same through all turns of one run of an instance.</summary>
internal sealed record RunIdentity(string InstanceId, DataConverter Converter, ILoggerFactory Loggers);

/// <summary>The context that an orchestrator is given for one turn.</summary>
internal sealed class LocalOrchestrationContext(RunIdentity run, TurnThread thread) : TaskOrchestrationContext
{
    private ExecutionStarted? started;
    private DateTime now;
    private object? shown;
    private bool replaying = true;
    private int guids;

    public override TaskName Name => new(Started.Name);

    public override string InstanceId => run.InstanceId;

    public override ParentOrchestrationInstance? Parent =>
        Started.Parent is { } parent ? new(new TaskName(parent.Name), parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => replaying;

    internal OpenTasks Tasks { get; } = new();

    internal ExternalEvents Events { get; } = new(run.Converter, thread);

    internal string? CustomStatus { get; private set; }

    internal NextGeneration? Next { get; private set; }

    protected override ILoggerFactory LoggerFactory => run.Loggers;

    private ExecutionStarted Started => started ?? throw new InvalidOperationException("The orchestration has not begun.");

    public override T? GetInput<T>()
        where T : default => run.Converter.Deserialize<T>(Started.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        return await Retries.RunAsync(this, options?.Retry, () =>
            CallAsync<TResult>(name.Name, id => new TaskScheduled(id, name.Name, Data(input))));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        // One id for all attempts: a retried child takes the place of the failed one.
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return await Retries.RunAsync(this, options?.Retry, () =>
            CallAsync<TResult>(orchestratorName.Name, id => new SubOrchestrationCreated(id, orchestratorName.Name, child, Data(input))));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Check();
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var (id, fired) = Tasks.Open("timer", id => new TimerCreated(id, new DateTimeOffset(utc)));
        using var registration = cancellationToken.Register(() =>
        {
            if (thread.IsHere())
                Tasks.Cancel(id, cancellationToken);
        });
        await fired;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Check();
        return Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        thread.Check();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var data = Data(payload);
        Tasks.Add(id => new EventSent(id, instanceId, eventName, data));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Check();
        shown = customStatus;
        CustomStatus = Data(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.Check();
        Next = new(run.Converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        thread.Check();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{now:O}_{guids++}");
        return DeterministicGuid.Create(name);
    }

    internal void BeginTurn(DateTimeOffset at) => now = at.UtcDateTime;

    internal void Begin(ExecutionStarted what) => started = what;

    /// <summary>From here on, what the orchestrator asks for is new.</summary>
    internal void EndReplay()
    {
        replaying = false;
        CustomStatus = Data(shown);
    }

    /// <summary>During a replay nothing is sent again: writing it all down once more would be most of a long history's work.</summary>
    private string? Data(object? value) => replaying ? null : run.Converter.Serialize(value);

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("TaskOptions were given as the input. Pass them as 'options:'.", nameof(input));
    }

    private async Task<TResult> CallAsync<TResult>(string name, Func<int, HistoryEvent> action)
    {
        thread.Check();
        var (id, answer) = Tasks.Open(name, action);
        return await answer switch
        {
            TaskCompleted done => run.Converter.Deserialize<TResult>(done.Result)!,
            SubOrchestrationCompleted done => run.Converter.Deserialize<TResult>(done.Result)!,
            TaskFailed failed => throw new TaskFailedException(name, id, failed.Failure.ToDetails()),
            SubOrchestrationFailed failed => throw new TaskFailedException(name, id, failed.Failure.ToDetails()),
            var other => throw new InvalidOperationException($"{other.GetType().Name} does not answer a call."),
        };
    }
}
