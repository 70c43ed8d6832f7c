using CommerceAnalytics.Functions.Runs;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Queue;

/// <summary>The queries that a queue has taken and not answered for: what its parts work on.</summary>
internal sealed class QueriesInHand(TaskOrchestrationContext context, QueueState state)
{
    public RunScope Run => state.Run;

    /// <summary>Not submitted yet, in the order they came.</summary>
    public List<QueryRequest> Waiting { get; } = [.. state.Waiting];

    /// <summary>Submitted and not seen to have ended.</summary>
    public List<RunningQuery> Running { get; } = [.. state.Running];

    public int Free => Run.Settings.MaxConcurrentQueries - Running.Count;

    public bool IsEmpty => Waiting.Count + Running.Count == 0;

    public DateTime Deadline(RunningQuery query) => query.SubmittedAt.AddMinutes(Run.Settings.QueryTimeoutMinutes);

    public DateTime LookOrEnd(RunningQuery query) => query.LookAt < Deadline(query) ? query.LookAt : Deadline(query);

    /// <summary>Tells the refresh that asked how its query ended.</summary>
    public void Reply(QueryRequest request, QueryResult result) => context.SendEvent(request.ReplyTo, QueueEvents.Ended, result);
}
