using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>The queries that a queue has taken and not answered for: what its parts work on.</summary>
internal sealed class QueueContents(TaskOrchestrationContext context, ActivityCalls activities, QueueState state)
{
    public RunScope Run => state.Run;

    /// <summary>Not submitted yet, in the order they came.</summary>
    public List<QueryRequest> Waiting { get; } = [.. state.Waiting];

    /// <summary>Submitted and not seen to have ended.</summary>
    public List<RunningQuery> Running { get; } = [.. state.Running];

    /// <summary>How long the last query of each name took in this run, in milliseconds.</summary>
    public Dictionary<string, long> Seen { get; } = new(state.Seen ?? new Dictionary<string, long>());

    public int Free => Run.Settings.MaxConcurrentQueries - Running.Count;

    public bool IsEmpty => Waiting.Count + Running.Count == 0;

    public DateTime Deadline(RunningQuery query) => query.SubmittedAt.AddMinutes(Run.Settings.QueryTimeoutMinutes);

    /// <summary>When to poll a query next.</summary>
    public DateTime NextPoll(QueryRequest request, DateTime submittedAt, DateTime now) =>
        PollSchedule.Next(Expected(request), submittedAt, now);

    private TimeSpan? Expected(QueryRequest request)
    {
        if (request.LastDurationMs is > 0 and var last)
            return TimeSpan.FromMilliseconds(last);
        if (Seen.TryGetValue(request.Statement.Name, out var seen))
            return TimeSpan.FromMilliseconds(seen);
        return null;
    }

    /// <summary>How long a poll that is due waits for others.</summary>
    public TimeSpan Slack => PollSchedule.Slack(Running.Count, Running.Max(query => Expected(query.Request)));

    public DateTime PollOrEnd(RunningQuery query)
    {
        var deadline = Deadline(query);
        return query.PollAt < deadline ? query.PollAt : deadline;
    }

    /// <summary>
    /// Tells the one who asked how its query ended, and what the queue has spent since its last such word: after
    /// whatever it does for its queries there is one of them that it answers for, so that nothing is lost.
    /// </summary>
    public void Reply(QueryRequest request, QueryResult result)
    {
        var reply = result with { Attempt = request.Attempt, CallCounts = activities.Take() };
        context.SendEvent(request.ReplyTo, QueueEvents.Ended, reply);
    }
}
