using LocalDurableTask.Dispatch;
using LocalDurableTask.Execution;
using LocalDurableTask.History;
using LocalDurableTask.Store;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tracing;

/// <summary>Tells what a turn came to, once it is written: before, it could still be run again.</summary>
internal static class TurnSpans
{
    public static void Report(this HubSpans spans, OrchestrationSpan own, Turn turn, TurnOutcome outcome, OrchestrationRuntimeStatus status)
    {
        if (own.Span is null)
            return;
        foreach (var message in turn.Taken)
            spans.Answered(turn, message.Event);
        foreach (var sent in outcome.Actions.OfType<EventSent>())
            spans.Event(sent.Name, sent.InstanceId, turn.Row)?.Stop();
        if (outcome.Next is not null)
            own.End("ContinuedAsNew", failure: null, turn.Now);
        else if (status.IsEnd())
            own.End(status.ToString(), status == OrchestrationRuntimeStatus.Failed ? outcome.Completion?.Failure : null, turn.Now);
    }

    private static void Answered(this HubSpans spans, Turn turn, HistoryEvent answer)
    {
        var (taskId, failure) = answer switch
        {
            TaskCompleted end => (end.TaskId, null),
            TaskFailed end => (end.TaskId, end.Failure),
            SubOrchestrationCompleted end => (end.TaskId, null),
            SubOrchestrationFailed end => (end.TaskId, end.Failure),
            TimerFired end => (end.TaskId, null),
            _ => (-1, default(FailureData)),
        };
        if (taskId >= 0 && turn.Past.LastOrDefault(past => IdOf(past) == taskId) is { } call)
            spans.Call(turn.Row, call, turn.Now, failure);
    }

    private static int? IdOf(HistoryEvent call) => call switch
    {
        TaskScheduled task => task.TaskId,
        SubOrchestrationCreated child => child.TaskId,
        TimerCreated timer => timer.TaskId,
        _ => null,
    };
}
