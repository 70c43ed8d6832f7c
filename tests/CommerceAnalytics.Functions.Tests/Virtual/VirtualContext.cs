using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>An orchestration from its begin. A check is a replay: what was scheduled must be scheduled again, in the same order, and no more.</summary>
internal sealed class VirtualContext(VirtualHub hub, VirtualInstance instance, bool isCheck) : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<HistoryItem>> open = [];
    private readonly Dictionary<string, Stack<Action<string>>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<string>> unread = new(StringComparer.OrdinalIgnoreCase);
    private int actions;
    private int guids;
    private DateTime now;

    public bool IsAnew { get; private set; }

    public string? NewInput { get; private set; }

    public IEnumerable<HistoryItem> Unread =>
        unread.SelectMany(pair => pair.Value.Select(json => new HistoryItem(now, Kind.Event, Name: pair.Key, Json: json)));

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T GetInput<T>() => Json.Value<T>(instance.Input);

    /// <summary>Tells the orchestrator what happened next.</summary>
    public void Deliver(HistoryItem item)
    {
        now = item.At;
        if (item.Kind == Kind.Event)
            DeliverEvent(item.Name!, item.Json!);
        else if (open.Remove(item.TaskId, out var complete))
            complete(item);
    }

    public override Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null) =>
        Schedule<T>($"activity {name}", id => hub.StartActivity(instance, id, name, Json.Text(input)));

    public override Task<T> CallSubOrchestratorAsync<T>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Schedule<T>(
            $"orchestration {orchestratorName}",
            id => hub.StartChild(instance, id, orchestratorName, Json.Text(input), ((SubOrchestrationOptions)options!).InstanceId!));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var timer = new TaskCompletionSource<object?>();
        var id = Act($"timer {fireAt:O}", id => hub.At(fireAt, () => hub.Tell(instance, new(hub.Now, Kind.Done, id))));
        open[id] = _ => timer.TrySetResult(null);
        cancellationToken.Register(() => timer.TrySetCanceled(cancellationToken));
        return timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var waiter = new TaskCompletionSource<T>();
        if (unread.TryGetValue(eventName, out var queue) && queue.TryDequeue(out var json))
            waiter.SetResult(Json.Value<T>(json));
        else
            Waiters(eventName).Push(text => waiter.SetResult(Json.Value<T>(text)));
        return waiter.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        Act($"event {eventName} to {instanceId}", _ => hub.SendEvent(instanceId, eventName, Json.Text(payload)!));

    public override void SetCustomStatus(object? customStatus) => instance.CustomStatus = Json.Text(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => (IsAnew, NewInput) = (true, Json.Text(newInput));

    public override Guid NewGuid() =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{instance.Id} {instance.Generation} {guids++}")).AsSpan(0, 16));

    private Task<T> Schedule<T>(string what, Action<int> start)
    {
        var result = new TaskCompletionSource<T>();
        var id = Act(what, start);
        open[id] = item =>
        {
            if (item.Error is { } error)
                result.SetException(new TaskFailedException(what, item.TaskId, new TaskFailureDetails(error, error, null, null, null)));
            else
                result.SetResult(Json.Value<T>(item.Json));
        };
        return result.Task;
    }

    /// <summary>Each action happens once; a replay only has to want the same one at the same place.</summary>
    private int Act(string what, Action<int> happen)
    {
        var id = actions++;
        if (id < instance.Actions.Count)
        {
            instance.Actions[id].ShouldBe(what, "the orchestrator did not replay the same way");
            return id;
        }

        isCheck.ShouldBeFalse($"the replay did more than the first time: {what}");
        instance.Actions.Add(what);
        happen(id);
        return id;
    }

    private void DeliverEvent(string name, string json)
    {
        if (!IsAnew && Waiters(name).TryPop(out var waiter))
            waiter(json);
        else if (unread.TryGetValue(name, out var queue))
            queue.Enqueue(json);
        else
            unread[name] = new([json]);
    }

    private Stack<Action<string>> Waiters(string name)
    {
        if (!waiters.TryGetValue(name, out var stack))
            waiters[name] = stack = new();
        return stack;
    }
}
