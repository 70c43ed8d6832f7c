using LocalDurableTask.Execution;
using LocalDurableTask.History;
using LocalDurableTask.Store;
using LocalDurableTask.Tracing;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Dispatch;

/// <summary>Writes a turn: what it took, what it did and what it sent, all or nothing.</summary>
internal sealed class TurnCommit(Turn turn, TurnOutcome outcome)
{
    private readonly InstanceRow row = turn.Row;

    /// <summary>The history with the turn, as it is once the turn is written.</summary>
    public IReadOnlyList<HistoryEvent> Added { get; } =
    [
        .. turn.Events,
        .. outcome.Actions.Select(action => action with { Timestamp = turn.Now }),
        .. outcome.Completion is { } end && turn.Terminated is null ? [end with { Timestamp = turn.Now }] : Array.Empty<HistoryEvent>(),
    ];

    /// <summary>Where the instance stands after the turn.</summary>
    public OrchestrationRuntimeStatus Status => (turn.Terminated, outcome.Completion, turn.Suspended) switch
    {
        (not null, _, _) => OrchestrationRuntimeStatus.Terminated,
        (_, { Failure: not null }, _) => OrchestrationRuntimeStatus.Failed,
        (_, not null, _) => OrchestrationRuntimeStatus.Completed,
        (_, _, true) => OrchestrationRuntimeStatus.Suspended,
        _ => OrchestrationRuntimeStatus.Running,
    };

    /// <summary>False when the instance is another one by now: nothing was written.</summary>
    public bool Write(StoreTransaction tx)
    {
        if (tx.Find(row.InstanceId) is not { IsEnded: false } current || current.Generation != row.Generation)
            return false;
        foreach (var message in turn.Taken.Concat(turn.Stale))
            tx.Take(message);
        foreach (var action in outcome.Actions)
            Do(tx, action);
        foreach (var timer in outcome.CancelledTimers)
            tx.CancelTimer(row.InstanceId, row.Generation, timer);
        if (outcome.Next is { } next)
            StartAnew(tx, next);
        else
            GoOn(tx);
        return true;
    }

    private void GoOn(StoreTransaction tx)
    {
        for (var i = 0; i < Added.Count; i++)
            tx.Append(row.InstanceId, turn.Past.Count + i, Added[i]);
        tx.Update(row with
        {
            Status = Status,
            UpdatedAt = turn.Now,
            Output = turn.Terminated?.Output ?? outcome.Completion?.Output,
            CustomStatus = turn.Terminated is null && !outcome.KeepsStatus ? outcome.CustomStatus : row.CustomStatus,
            Failure = turn.Terminated is null ? outcome.Completion?.Failure : null,
        });
        if (Status.IsEnd())
            End(tx);
    }

    private void StartAnew(StoreTransaction tx, NextGeneration next)
    {
        var generation = tx.NextGeneration();
        tx.ClearHistory(row.InstanceId);
        tx.ClearInbox(row.InstanceId, row.Generation);
        tx.Update(row with
        {
            Generation = generation,
            Status = turn.Suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
            UpdatedAt = turn.Now,
            Input = next.Input,
            CustomStatus = outcome.CustomStatus,
        });
        tx.Send(row.InstanceId, generation, new ExecutionStarted(row.Name, next.Input, row.Parent, outcome.Unread.Count > 0 ? outcome.Unread : null));
    }

    private void Do(StoreTransaction tx, HistoryEvent action)
    {
        switch (action)
        {
            case TaskScheduled task:
                tx.Schedule(row.InstanceId, row.Generation, task, TraceLink.Call(row, task.TaskId));
                break;
            case TimerCreated timer when !outcome.CancelledTimers.Contains(timer.TaskId):
                tx.Send(row.InstanceId, row.Generation, new TimerFired(timer.TaskId, timer.FireAt), timer.FireAt, timer.TaskId);
                break;
            case EventSent sent:
                tx.SendIfActive(sent.InstanceId, new EventRaised(sent.Name, sent.Input) { Timestamp = turn.Now });
                break;
            case SubOrchestrationCreated child:
                Call(tx, child);
                break;
        }
    }

    private void Call(StoreTransaction tx, SubOrchestrationCreated child)
    {
        if (tx.Find(child.InstanceId) is { IsEnded: false })
        {
            var taken = new FailureData(
                typeof(DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
                $"An orchestration with the instance id '{child.InstanceId}' is already running.", null, null);
            tx.Answer(row.InstanceId, row.Generation, child.TaskId, new SubOrchestrationFailed(child.TaskId, taken) { Timestamp = turn.Now });
            return;
        }

        var parent = new ParentReference(row.Name, row.InstanceId, child.TaskId, row.Generation);
        tx.Start(
            new(child.InstanceId, tx.NextGeneration(), child.Name, OrchestrationRuntimeStatus.Pending, turn.Now, turn.Now)
            {
                Input = child.Input,
                Parent = parent,
                Trace = TraceLink.Call(row, child.TaskId),
            },
            new ExecutionStarted(child.Name, child.Input, parent, null),
            default);
    }

    private void End(StoreTransaction tx)
    {
        tx.ClearInbox(row.InstanceId);
        if (turn.Terminated is { Recursive: true } terminated)
        {
            foreach (var child in tx.Children(row.InstanceId).Where(child => !child.IsEnded))
                tx.Send(child.InstanceId, 0, terminated with { Timestamp = turn.Now });
        }

        if (row.Parent is { } parent)
            tx.Answer(parent.InstanceId, parent.Generation, parent.TaskId, AnswerTo(parent.TaskId));
    }

    private HistoryEvent AnswerTo(int taskId) => Status switch
    {
        OrchestrationRuntimeStatus.Completed => new SubOrchestrationCompleted(taskId, outcome.Completion?.Output) { Timestamp = turn.Now },
        OrchestrationRuntimeStatus.Failed => new SubOrchestrationFailed(taskId, outcome.Completion!.Failure!) { Timestamp = turn.Now },
        _ => new SubOrchestrationFailed(taskId, new("Terminated", $"The sub-orchestration '{row.InstanceId}' was terminated.", null, null))
        {
            Timestamp = turn.Now,
        },
    };
}
