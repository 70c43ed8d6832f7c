using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>
/// Runs the app's orchestrators and activities in virtual time: no thread, no wait, the same each time. Each turn is
/// the official engine's own, so it replays the whole history first, and everything that is passed on goes through
/// JSON, as under the worker.
/// </summary>
internal sealed class VirtualHub
{
    private readonly PriorityQueue<Action, (DateTime At, int Order)> _agenda = new();
    private readonly Dictionary<string, MethodInfo> _activities = VirtualFunctions.Activities();
    private readonly FakeTimeProvider _time;
    private readonly IServiceProvider _services;
    private int _order;

    public VirtualHub(FakeTimeProvider time, Func<VirtualHub, IServiceProvider> services)
    {
        this._time = time;
        this._services = services(this);
        Client = new VirtualClient(this);
    }

    public Dictionary<string, VirtualInstance> Instances { get; } = [];

    /// <summary>
    /// The code by name: a test that upgrades the app in the middle of a run puts another in its place.
    /// </summary>
    public Dictionary<string, ITaskOrchestrator> Orchestrators { get; } = VirtualFunctions.Orchestrators();

    public VirtualClient Client { get; }

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    public TimeSpan ActivityLatency { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What orchestrators logged.</summary>
    public LoggedEvents Logged { get; } = new();

    /// <summary>Names of the activities that ran, in order.</summary>
    public List<string> Activities { get; } = [];

    /// <summary>Whether an activity's worker is lost when the work is done and before it has answered.</summary>
    public Func<string, bool> ActivityDies { get; set; } = _ => false;

    /// <summary>Called with an activity's name before it runs.</summary>
    public Action<string> ActivityStarts { get; set; } = _ => { };

    public void Start(string name, string? input, string id, ParentInstance? parent = null)
    {
        id.Length.ShouldBeLessThanOrEqualTo(100);
        var instance = new VirtualInstance
        {
            Id = id,
            Name = name,
            Input = input,
            CreatedAt = Now,
            Parent = parent,
        };
        Instances[id] = instance;
        Tell(instance, instance.Started());
    }

    public void SendEvent(string id, string name, string? json) =>
        At(
            Now,
            () =>
            {
                if (Instances.TryGetValue(id, out var instance))
                    At(Now, () => Turn(instance, new EventRaisedEvent(-1, json) { Name = name }));
            }
        );

    public void At(DateTime at, Action action) => _agenda.Enqueue(action, (at, _order++));

    /// <summary>
    /// Lets time pass until the condition holds, or nothing is left to do; then the condition, if there is one, has to
    /// hold: a test that waited for what never came would go on with nothing to look at.
    /// </summary>
    public void Run(Func<bool>? until = null)
    {
        while (until?.Invoke() != true && _agenda.TryDequeue(out var action, out var due))
        {
            if (due.At > Now)
                _time.SetUtcNow(new DateTimeOffset(due.At, TimeSpan.Zero));
            action();
        }

        (until?.Invoke() ?? true).ShouldBeTrue("nothing is left to do, and what was waited for has not come");
    }

    /// <summary>Ends an instance at once; one that has ended stays as it is.</summary>
    public void Terminate(string id, string? reason = null)
    {
        var instance = Instances[id];
        if (instance.Status == OrchestrationRuntimeStatus.Pending)
            instance.Status = OrchestrationRuntimeStatus.Terminated;
        else
            Turn(instance, new ExecutionTerminatedEvent(-1, reason));
    }

    /// <summary>An instance hears of nothing until it is resumed.</summary>
    public void Suspend(string id)
    {
        Turn(Instances[id], new ExecutionSuspendedEvent(-1, null));
        Instances[id].Status = OrchestrationRuntimeStatus.Suspended;
    }

    /// <summary>An instance hears of all that it has missed.</summary>
    public void Resume(string id)
    {
        Instances[id].Status = OrchestrationRuntimeStatus.Running;
        Turn(Instances[id], new ExecutionResumedEvent(-1, null));
    }

    /// <summary>What happens to this generation of an instance; the next one does not know of it.</summary>
    private void Tell(VirtualInstance instance, HistoryEvent what, DateTime? at = null)
    {
        var generation = instance.Generation;
        At(
            at ?? Now,
            () =>
            {
                if (generation == instance.Generation)
                    Turn(instance, what);
            }
        );
    }

    private void Turn(VirtualInstance instance, HistoryEvent what)
    {
        if (instance.IsCompleted)
            return;
        var state = new OrchestrationRuntimeState([.. instance.History]);
        state.AddEvent(Stamped(new OrchestratorStartedEvent(-1)));
        state.AddEvent(Stamped(what));
        if (instance.Status != OrchestrationRuntimeStatus.Suspended)
            instance.Status = OrchestrationRuntimeStatus.Running;
        instance.UpdatedAt = Now;
        Execute(instance, state, carriedStatus: null);
    }

    private void Execute(VirtualInstance instance, OrchestrationRuntimeState state, string? carriedStatus)
    {
        var result = OfficialEngine.Run(state, Orchestrators[instance.Name], Logged);
        instance.CustomStatus = result.CustomStatus ?? carriedStatus;
        var actions = result.Actions.ToList();
        var events = actions.ConvertAll(action => Stamped(OfficialEngine.EventOf(action)));
        events.ForEach(state.AddEvent);
        var end = actions.OfType<OrchestrationCompleteOrchestratorAction>().SingleOrDefault();
        var next = end?.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew ? end : null;
        if (next is null)
            state.AddEvent(Stamped(new OrchestratorCompletedEvent(-1)));
        instance.History = [.. state.Events];
        events.ForEach(one => Do(instance, one));
        if (next is not null)
            Renew(instance, next);
    }

    private void Do(VirtualInstance instance, HistoryEvent action)
    {
        switch (action)
        {
            case TaskScheduledEvent task:
                At(Now + ActivityLatency, () => Tell(instance, Answer(instance, task)));
                break;
            case TimerCreatedEvent timer:
                Tell(instance, new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.EventId }, timer.FireAt);
                break;
            case EventSentEvent sent:
                SendEvent(sent.InstanceId, sent.Name, sent.Input);
                break;
            case SubOrchestrationInstanceCreatedEvent child:
                Start(child.Name, child.Input, child.InstanceId, ParentOf(instance, child.EventId));
                break;
            case ExecutionCompletedEvent end when end is not ContinueAsNewEvent:
                End(instance, end);
                break;
        }
    }

    private static ParentInstance ParentOf(VirtualInstance instance, int taskId) =>
        new()
        {
            Name = instance.Name,
            OrchestrationInstance = instance.Execution,
            TaskScheduleId = taskId,
        };

    private HistoryEvent Answer(VirtualInstance instance, TaskScheduledEvent task)
    {
        var name = task.Name!;
        Activities.Add(name);
        ActivityStarts(name);
        try
        {
            var run = OfficialEngine.RunAsync(
                instance.Execution,
                task,
                new FunctionActivity(_activities[name], _services, Client)
            );
            run.IsCompleted.ShouldBeTrue("the fakes answer at once");
            var answer = run.GetAwaiter().GetResult();
            if (ActivityDies(name))
                throw new InvalidOperationException("the worker was lost");
            return new TaskCompletedEvent(-1, task.EventId, answer);
        }
        catch (InvalidOperationException e)
        {
            return new TaskFailedEvent(-1, task.EventId, e.Message, details: null, new FailureDetails(e));
        }
    }

    /// <summary>The next generation begins in the same turn, as in the engine's dispatcher.</summary>
    private void Renew(VirtualInstance instance, OrchestrationCompleteOrchestratorAction next)
    {
        instance.Past.Add(instance.History);
        instance.Input = next.Result;
        var state = new OrchestrationRuntimeState();
        state.AddEvent(Stamped(new OrchestratorStartedEvent(-1)));
        state.AddEvent(Stamped(instance.Started()));
        foreach (var unread in next.CarryoverEvents)
            state.AddEvent(unread);
        state.AddEvent(Stamped(new OrchestratorCompletedEvent(-1)));
        Execute(instance, state, instance.CustomStatus);
    }

    private void End(VirtualInstance instance, ExecutionCompletedEvent end)
    {
        var completed = end.OrchestrationStatus == OrchestrationStatus.Completed;
        // Both have the same names.
        instance.Status = Enum.Parse<OrchestrationRuntimeStatus>(end.OrchestrationStatus.ToString());
        (instance.Output, instance.Failure) = (completed ? end.Result : null, end.FailureDetails);
        if (instance.Parent is not { } parent)
            return;
        var waiting = Instances[parent.OrchestrationInstance.InstanceId];
        Tell(
            waiting,
            completed
                ? new SubOrchestrationInstanceCompletedEvent(-1, parent.TaskScheduleId, end.Result)
                : new SubOrchestrationInstanceFailedEvent(
                    -1,
                    parent.TaskScheduleId,
                    end.Result,
                    details: null,
                    end.FailureDetails
                )
        );
    }

    /// <summary>The engine stamps its events with the system's clock.</summary>
    private T Stamped<T>(T what)
        where T : HistoryEvent
    {
        what.Timestamp = Now;
        return what;
    }
}
