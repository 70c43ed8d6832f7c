using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Execution;

/// <summary>
/// Runs an orchestrator through its past and its new events. The orchestrator's code is run from its first line every time; what it awaits
/// is answered from the history in the order in which it happened. Nothing else decides what it does, so the same events give the same actions.
/// </summary>
internal sealed class OrchestrationRun
{
    private readonly ITaskOrchestrator orchestrator;
    private readonly RunIdentity identity;
    private readonly TurnThread thread = new();
    private readonly LocalOrchestrationContext context;
    private readonly List<EventRaised> late = [];
    private Task<object?>? code;

    private OrchestrationRun(ITaskOrchestrator orchestrator, RunIdentity identity)
    {
        (this.orchestrator, this.identity) = (orchestrator, identity);
        context = new LocalOrchestrationContext(identity, thread);
    }

    /// <summary>Runs a turn on the calling thread.</summary>
    public static TurnOutcome Run(
        ITaskOrchestrator orchestrator, RunIdentity identity, IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> events)
    {
        var run = new OrchestrationRun(orchestrator, identity);
        return run.thread.Run(() => run.Turn(past, events));
    }

    private TurnOutcome Turn(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> events)
    {
        try
        {
            Replay(past);
            context.EndReplay();
            foreach (var what in events)
                Apply(what);
            thread.Drain();
        }
#pragma warning disable CA1031 // Whatever an orchestrator does wrong ends its instance, never the engine.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // What it asked for in a turn that cannot be trusted is not done.
            return TurnOutcome.Failed(Failures.From(error)) with { CancelledTimers = context.Tasks.Cancelled };
        }

        return Outcome(Completion());
    }

    private void Replay(IReadOnlyList<HistoryEvent> past)
    {
        foreach (var what in past)
        {
            if (what is TurnStarted)
                context.Tasks.EnsureConfirmed();
            Apply(what);
        }

        context.Tasks.EnsureConfirmed();
    }

    private void Apply(HistoryEvent what)
    {
        switch (what)
        {
            case TurnStarted turn: context.BeginTurn(turn.Timestamp); break;
            case ExecutionStarted started: Begin(started); break;
            case TaskScheduled e: context.Tasks.Confirm(e.TaskId, e); break;
            case SubOrchestrationCreated e: context.Tasks.Confirm(e.TaskId, e); break;
            case TimerCreated e: context.Tasks.Confirm(e.TaskId, e); break;
            case EventSent e: context.Tasks.Confirm(e.TaskId, e); break;
            case TaskCompleted e: Answer(e.TaskId, e); break;
            case TaskFailed e: Answer(e.TaskId, e); break;
            case SubOrchestrationCompleted e: Answer(e.TaskId, e); break;
            case SubOrchestrationFailed e: Answer(e.TaskId, e); break;
            case TimerFired e: Answer(e.TaskId, e); break;
            case EventRaised e: Raise(e); break;
        }
    }

    private void Begin(ExecutionStarted started)
    {
        context.Begin(started);
        foreach (var carried in started.Carried ?? [])
            context.Events.Raise(carried);
        code = StartCode(started);
        Settle();
    }

    private async Task<object?> StartCode(ExecutionStarted started)
    {
        // 'object' says that the orchestrator reads its input itself, as functions do with GetInput<T>().
        var type = orchestrator.InputType;
        return await orchestrator.RunAsync(context, type == typeof(object) ? null : identity.Converter.Deserialize(started.Input, type));
    }

    private void Answer(int id, HistoryEvent answer)
    {
        if (code is { IsCompleted: true })
            return;
        context.Tasks.Answer(id, answer);
        Settle();
    }

    /// <summary>
    /// Once the code has asked to start anew, events are the next generation's, whether unread ones are preserved or not: a waiter that this one has
    /// left behind would swallow them.
    /// </summary>
    private void Raise(EventRaised raised)
    {
        if (context.Next is not null)
        {
            late.Add(raised);
            return;
        }

        context.Events.Raise(raised);
        Settle();
    }

    // After each event the code has gone as far as it can. If it has not ended and nothing durable can wake it, it awaits something else.
    private void Settle()
    {
        thread.Drain();
        if (code is { IsCompleted: false } && !context.Tasks.Any && !context.Events.AnyWaiting)
            throw new InvalidOperationException(TurnThread.IllegalAwaitMessage);
    }

    private ExecutionCompleted? Completion()
    {
        if (code is not { IsCompleted: true })
            return null;
        if (code.IsCompletedSuccessfully)
            return context.Next is null ? new(identity.Converter.Serialize(code.Result), null) : null;
        var error = code.Exception?.InnerException ?? new TaskCanceledException(code);
        return new(error.Message, Failures.From(error));
    }

    private TurnOutcome Outcome(ExecutionCompleted? completion)
    {
        var next = completion is null && code is { IsCompleted: true } ? context.Next : null;
        return new(
            [.. context.Tasks.New],
            context.Tasks.Cancelled,
            context.CustomStatus,
            completion,
            next,
            next is { PreserveEvents: true } ? [.. context.Events.Unread, .. late] : late);
    }
}
