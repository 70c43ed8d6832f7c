using System.Reflection;
using LocalDurableTask;
using LocalDurableTask.Execution;
using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>
/// Runs the app's orchestrators and activities in virtual time: no thread, no wait, the same each time. Each turn is the embedded engine's
/// own, so it replays the whole history first, and everything that is passed on goes through JSON, as under the worker.
/// </summary>
internal sealed class VirtualHub
{
    private readonly PriorityQueue<Action, (DateTime At, int Order)> agenda = new();
    private readonly Dictionary<string, MethodInfo> activities = VirtualFunctions.Activities();
    private readonly FakeTimeProvider time;
    private readonly IServiceProvider services;
    private int order;

    public VirtualHub(FakeTimeProvider time, Func<VirtualHub, IServiceProvider> services)
    {
        this.time = time;
        this.services = services(this);
        Client = new VirtualClient(this);
    }

    public Dictionary<string, VirtualInstance> Instances { get; } = [];

    /// <summary>The code by name: a test that upgrades the app in the middle of a run puts another in its place.</summary>
    public Dictionary<string, ITaskOrchestrator> Orchestrators { get; } = VirtualFunctions.Orchestrators();

    public VirtualClient Client { get; }

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public TimeSpan ActivityLatency { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Names of the activities that ran, in order.</summary>
    public List<string> Activities { get; } = [];

    /// <summary>Whether an activity's worker is lost when the work is done and before it has answered.</summary>
    public Func<string, bool> ActivityDies { get; set; } = _ => false;

    public void Start(string name, string? input, string id, ParentReference? parent = null)
    {
        id.Length.ShouldBeLessThanOrEqualTo(100);
        Instances[id] = new VirtualInstance { Id = id, Name = name, Input = input, CreatedAt = Now, Parent = parent };
        Tell(Instances[id], new ExecutionStarted(name, input, parent, null));
    }

    public void SendEvent(string id, string name, string json) => At(Now, () =>
    {
        if (Instances.TryGetValue(id, out var instance))
            At(Now, () => Turn(instance, new EventRaised(name, json)));
    });

    public void At(DateTime at, Action action) => agenda.Enqueue(action, (at, order++));

    /// <summary>Lets time pass until nothing is left to do, or the condition holds.</summary>
    public void Run(Func<bool>? until = null)
    {
        while (until?.Invoke() != true && agenda.TryDequeue(out var action, out var due))
        {
            if (due.At > Now)
                time.SetUtcNow(new DateTimeOffset(due.At, TimeSpan.Zero));
            action();
        }
    }

    public void Terminate(string id)
    {
        Instances[id].Status = OrchestrationRuntimeStatus.Terminated;
        Instances[id].History.Add(new ExecutionTerminated(null, Recursive: false) { Timestamp = time.GetUtcNow() });
    }

    /// <summary>What happens to this generation of an instance; the next one does not know of it.</summary>
    private void Tell(VirtualInstance instance, HistoryEvent what, DateTime? at = null)
    {
        var generation = instance.Generation;
        At(at ?? Now, () =>
        {
            if (generation == instance.Generation)
                Turn(instance, what);
        });
    }

    private void Turn(VirtualInstance instance, HistoryEvent what)
    {
        if (instance.IsCompleted || (what is TimerFired timer && instance.CancelledTimers.Contains(timer.TaskId)))
            return;
        HistoryEvent[] events = [new TurnStarted { Timestamp = time.GetUtcNow() }, what with { Timestamp = time.GetUtcNow() }];
        var identity = new RunIdentity(instance.Id, LocalTaskHub.DefaultConverter, NullLoggerFactory.Instance);
        var outcome = OrchestrationRun.Run(Orchestrators[instance.Name], identity, instance.History, events);
        instance.History.AddRange([.. events, .. outcome.Actions.Select(action => action with { Timestamp = time.GetUtcNow() })]);
        instance.Status = OrchestrationRuntimeStatus.Running;
        (instance.UpdatedAt, instance.CancelledTimers) = (Now, outcome.CancelledTimers);
        instance.CustomStatus = outcome.KeepsStatus ? instance.CustomStatus : outcome.CustomStatus;
        foreach (var action in outcome.Actions)
            Do(instance, action);
        if (outcome.Next is { } next)
            Renew(instance, next, outcome.Unread);
        else if (outcome.Completion is { } end)
            End(instance, end with { Timestamp = time.GetUtcNow() });
    }

    private void Do(VirtualInstance instance, HistoryEvent action)
    {
        switch (action)
        {
            case TaskScheduled task:
                At(Now + ActivityLatency, () => Tell(instance, Answer(task)));
                break;
            case TimerCreated timer:
                Tell(instance, new TimerFired(timer.TaskId, timer.FireAt), timer.FireAt.UtcDateTime);
                break;
            case EventSent sent:
                SendEvent(sent.InstanceId, sent.Name, sent.Input!);
                break;
            case SubOrchestrationCreated child:
                Start(child.Name, child.Input, child.InstanceId, new(instance.Name, instance.Id, child.TaskId, instance.Generation));
                break;
        }
    }

    private HistoryEvent Answer(TaskScheduled task)
    {
        Activities.Add(task.Name);
        try
        {
            var answer = Json.Text(VirtualFunctions.Invoke(activities[task.Name], services, task.Input, Client));
            return ActivityDies(task.Name) ? throw new InvalidOperationException("the worker was lost") : new TaskCompleted(task.TaskId, answer);
        }
        catch (InvalidOperationException e)
        {
            return new TaskFailed(task.TaskId, new(e.GetType().FullName!, e.Message, null, null));
        }
    }

    private void Renew(VirtualInstance instance, NextGeneration next, IReadOnlyList<EventRaised> unread)
    {
        instance.Past.Add(instance.History);
        (instance.History, instance.Input, instance.CancelledTimers) = ([], next.Input, new HashSet<int>());
        Tell(instance, new ExecutionStarted(instance.Name, next.Input, instance.Parent, unread.Count > 0 ? unread : null));
    }

    private void End(VirtualInstance instance, ExecutionCompleted end)
    {
        instance.History.Add(end);
        instance.Status = end.Failure is null ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed;
        (instance.Output, instance.Failure) = (end.Output, end.Failure);
        if (instance.Parent is { } parent)
        {
            Tell(Instances[parent.InstanceId], end.Failure is { } failure
                ? new SubOrchestrationFailed(parent.TaskId, failure)
                : new SubOrchestrationCompleted(parent.TaskId, end.Output));
        }
    }
}
