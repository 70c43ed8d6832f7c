using System.Threading.Channels;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using CoreConverter = DurableTask.Core.Serializing.JsonDataConverter;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// A store in memory for tests: what is stored goes through JSON as in a real one, messages become visible by the given
/// clock.
/// </summary>
/// <param name="time">When messages become visible, and what is written as the time of a change.</param>
/// <param name="sessionIdle">
/// How long, in real time, an extended session waits for messages; no sessions if not given.
/// </param>
internal sealed partial class MemoryOrchestrationService(TimeProvider time, TimeSpan? sessionIdle = null)
    : IOrchestrationService,
        IOrchestrationServiceClient,
        IOrchestrationServiceQueryClient,
        IOrchestrationServicePurgeClient
{
    private static readonly CoreConverter Json = CoreConverter.Default;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Instance> _instances = [];
    private readonly Channel<Instance> _ready = Channel.CreateUnbounded<Instance>();
    private readonly Channel<string> _activities = Channel.CreateUnbounded<string>();
    private readonly List<ITimer> _timers = [];
    private readonly Channel<DateTimeOffset> _due = Channel.CreateUnbounded<DateTimeOffset>();

    public int Abandoned { get; private set; }

    /// <summary>Messages to instances that nobody has taken.</summary>
    public int WaitingMessages
    {
        get
        {
            lock (_gate)
                return _instances.Values.Sum(each => each.Inbox.Count);
        }
    }

    /// <summary>When messages that wait become visible, in the order in which they were sent.</summary>
    public ChannelReader<DateTimeOffset> Due => _due.Reader;

    public int TaskOrchestrationDispatcherCount => 1;

    public int MaxConcurrentTaskOrchestrationWorkItems => 32;

    public int TaskActivityDispatcherCount => 1;

    public int MaxConcurrentTaskActivityWorkItems => 32;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => 0;

    public Task StartAsync() => Task.CompletedTask;

    public Task StopAsync() => Task.CompletedTask;

    public Task StopAsync(bool isForced) => Task.CompletedTask;

    public Task CreateAsync() => Task.CompletedTask;

    public Task CreateAsync(bool recreateInstanceStore) => Task.CompletedTask;

    public Task CreateIfNotExistsAsync() => Task.CompletedTask;

    public Task DeleteAsync() => Task.CompletedTask;

    public Task DeleteAsync(bool deleteInstanceStore) => Task.CompletedTask;

    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
    {
        var instance = await Next(_ready, receiveTimeout, cancellationToken);
        if (instance is null)
            return null;
        lock (_gate)
        {
            var history = instance.History.Select(Json.Deserialize<HistoryEvent>).ToList();
            return new TaskOrchestrationWorkItem
            {
                InstanceId = instance.Id,
                OrchestrationRuntimeState = new OrchestrationRuntimeState(history),
                NewMessages = Take(instance),
                LockedUntilUtc = DateTime.MaxValue,
                Session = sessionIdle is { } idle ? new Session(this, instance, idle) : null,
            };
        }
    }

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState
    )
    {
        lock (_gate)
        {
            var instance = _instances[workItem.InstanceId];
            Save(instance, newOrchestrationRuntimeState, orchestrationState);
            instance.InHand.Clear();
            foreach (var message in outboundMessages)
                _activities.Writer.TryWrite(Json.Serialize(message));
            foreach (var message in orchestratorMessages.Concat(timerMessages))
                Send(message);
        }
        return Task.CompletedTask;
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        lock (_gate)
        {
            Abandoned++;
            var instance = _instances[workItem.InstanceId];
            instance.Inbox.InsertRange(0, instance.InHand);
            instance.InHand.Clear();
        }
        return Task.CompletedTask;
    }

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        lock (_gate)
        {
            var instance = _instances[workItem.InstanceId];
            instance.IsLocked = false;
            Announce(instance);
        }
        return Task.CompletedTask;
    }

    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
    {
        var message = await Next(_activities, receiveTimeout, cancellationToken);
        if (message is null)
            return null;
        return new TaskActivityWorkItem
        {
            Id = message,
            LockedUntilUtc = DateTime.MaxValue,
            TaskMessage = Json.Deserialize<TaskMessage>(message),
        };
    }

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        Task.FromResult(workItem);

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage) =>
        SendTaskOrchestrationMessageAsync(responseMessage);

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        lock (_gate)
            Abandoned++;
        _activities.Writer.TryWrite(workItem.Id);
        return Task.CompletedTask;
    }

    private static async Task<T?> Next<T>(Channel<T> channel, TimeSpan timeout, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        both.CancelAfter(timeout);
        try
        {
            return await channel.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return default;
        }
    }

    private static List<TaskMessage> Take(Instance instance)
    {
        instance.InHand.AddRange(instance.Inbox);
        instance.Inbox.Clear();
        return [.. instance.InHand.Select(Json.Deserialize<TaskMessage>)];
    }

    private void Save(Instance instance, OrchestrationRuntimeState runtime, OrchestrationState? state)
    {
        if (instance.ExecutionId != runtime.OrchestrationInstance?.ExecutionId)
            instance.History.Clear();
        instance.ExecutionId = runtime.OrchestrationInstance?.ExecutionId;
        instance.History.AddRange(runtime.NewEvents.Select(each => Json.Serialize(each)));
        if (state is null)
            return;
        state.LastUpdatedTime = time.GetUtcNow().UtcDateTime;
        instance.State = state;
        if (runtime.ExecutionStartedEvent is not null && runtime.OrchestrationStatus is not OrchestrationStatus.Running)
            if (runtime.OrchestrationStatus is not (OrchestrationStatus.Pending or OrchestrationStatus.Suspended))
                instance.Ended.TrySetResult(state);
    }

    private void Send(TaskMessage message)
    {
        var id = message.OrchestrationInstance.InstanceId;
        if (!_instances.TryGetValue(id, out var instance))
        {
            if (message.Event is not ExecutionStartedEvent started)
                return;
            _instances[id] = instance = new Instance(id);
            instance.State = Pending(started);
        }
        var due = message.Event switch
        {
            TimerFiredEvent fired => fired.FireAt,
            ExecutionStartedEvent started => started.ScheduledStartTime ?? DateTime.MinValue,
            _ => DateTime.MinValue,
        };
        var wait = due - time.GetUtcNow().UtcDateTime;
        if (wait <= TimeSpan.Zero)
            Deliver(instance, Json.Serialize(message));
        else
            DeliverLater(instance, Json.Serialize(message), wait);
    }

    private OrchestrationState Pending(ExecutionStartedEvent started) =>
        new()
        {
            OrchestrationInstance = started.OrchestrationInstance,
            Name = started.Name,
            Version = started.Version,
            Input = started.Input,
            Tags = started.Tags,
            ParentInstance = started.ParentInstance,
            ScheduledStartTime = started.ScheduledStartTime,
            CreatedTime = time.GetUtcNow().UtcDateTime,
            LastUpdatedTime = time.GetUtcNow().UtcDateTime,
            OrchestrationStatus = OrchestrationStatus.Pending,
        };

    private void DeliverLater(Instance instance, string message, TimeSpan wait)
    {
        var timer = time.CreateTimer(
            _ =>
            {
                lock (_gate)
                    Deliver(instance, message);
            },
            null,
            wait,
            Timeout.InfiniteTimeSpan
        );
        _timers.Add(timer);
        _due.Writer.TryWrite(time.GetUtcNow() + wait);
    }

    private void Deliver(Instance instance, string message)
    {
        instance.Inbox.Add(message);
        instance.Arrival.TrySetResult();
        Announce(instance);
    }

    private void Announce(Instance instance)
    {
        if (instance.IsLocked || instance.Inbox.Count == 0)
            return;
        instance.IsLocked = true;
        _ready.Writer.TryWrite(instance);
    }

    private async Task<List<TaskMessage>?> NewMessages(Instance instance, TimeSpan idle)
    {
        Task arrival;
        lock (_gate)
        {
            if (instance.Inbox.Count > 0)
                return Take(instance);
            instance.Arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            arrival = instance.Arrival.Task;
        }
        await Task.WhenAny(arrival, Task.Delay(idle, TimeProvider.System));
        lock (_gate)
            return instance.Inbox.Count > 0 ? Take(instance) : null;
    }

    private sealed class Instance(string id)
    {
        public string Id => id;

        public string? ExecutionId { get; set; }

        public List<string> History { get; } = [];

        public List<string> Inbox { get; } = [];

        public List<string> InHand { get; } = [];

        public bool IsLocked { get; set; }

        public OrchestrationState? State { get; set; }

        public TaskCompletionSource Arrival { get; set; } = new();

        public TaskCompletionSource<OrchestrationState> Ended { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Session(MemoryOrchestrationService service, Instance instance, TimeSpan idle)
        : IOrchestrationSession
    {
        public async Task<IList<TaskMessage>?> FetchNewOrchestrationMessagesAsync(TaskOrchestrationWorkItem workItem) =>
            await service.NewMessages(instance, idle);

        public Task EndSessionAsync() => Task.CompletedTask;
    }
}
