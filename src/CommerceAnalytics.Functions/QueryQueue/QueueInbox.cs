using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// The queue's events. There is one waiter per name at any time: of several, the last would be served first. A waiter
/// that has been served must be emptied before the orchestration starts anew, since only events that no waiter has
/// taken are carried over.
/// </summary>
internal sealed class QueueInbox(TaskOrchestrationContext context)
{
    private readonly Task<object?> _cancel = context.WaitForExternalEvent<object?>(QueueEvents.Cancel);
    private readonly Task<object?> _close = context.WaitForExternalEvent<object?>(QueueEvents.Close);
    private Task<QueryRequest> _request = context.WaitForExternalEvent<QueryRequest>(QueueEvents.Submit);

    public bool CancelCame => _cancel.IsCompleted;

    public bool CloseCame => _close.IsCompleted;

    /// <summary>Moves all requests that have come to the list; completes at once.</summary>
    public async Task EmptyAsync(List<QueryRequest> waiting)
    {
        while (_request.IsCompleted)
        {
            waiting.Add(await _request);
            _request = context.WaitForExternalEvent<QueryRequest>(QueueEvents.Submit);
        }
    }

    /// <summary>Whether a request has come since the inbox was emptied: while an activity was awaited, say.</summary>
    public bool HasRequests => _request.IsCompleted;

    /// <summary>What a sleeping queue can be woken by.</summary>
    public IEnumerable<Task> Awaited() => new Task[] { _request, _cancel, _close }.Where(task => !task.IsCompleted);
}
