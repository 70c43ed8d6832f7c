using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// How the queue sees that queries have ended: one call for all that run, when the first of them is due.
/// </summary>
internal sealed class QueryPolling(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    QueueContents queries,
    QueryStopping stopping
)
{
    private int _refusals;

    private DateTime Now => context.CurrentUtcDateTime;

    public bool IsDue
    {
        get
        {
            var from = Now - queries.Slack;
            return queries.Running.Exists(query => queries.PollOrEnd(query) <= from);
        }
    }

    public async Task PollAsync()
    {
        var answer = await activities.CallAsync<IReadOnlyList<QueryState>>(
            FunctionNames.GetQueryStates,
            queries.Running.ConvertAll(query => query.QueryExecutionId)
        );
        if (answer.Failure is { } failure)
            await WithoutAnswerAsync(failure);
        else
            TakeStates(answer.Result!.ToDictionary(s => s.QueryExecutionId));
        await stopping.StopAsync(
            queries.Running.FindAll(query => queries.Deadline(query) <= Now),
            query => QueueFailures.TimedOut(query, queries.Run.Settings)
        );
    }

    private void TakeStates(Dictionary<string, QueryState> states)
    {
        _refusals = 0;
        foreach (var query in queries.Running.ToList())
        {
            if (
                states.GetValueOrDefault(query.QueryExecutionId) is
                { Status: not (QueryStatus.Queued or QueryStatus.Running) } ended
            )
            {
                queries.Running.Remove(query);
                if (ended.Status == QueryStatus.Succeeded)
                    queries.Seen[query.Request.Statement.Name] = ended.QueueMs + ended.EngineMs;
                queries.Reply(query.Request, QueryEnds.From(ended, query));
            }
            else
            {
                PollAgain(query, queries.NextPoll(query.Request, query.SubmittedAt, Now));
            }
        }
    }

    private async Task WithoutAnswerAsync(Failure failure)
    {
        if (failure.Retry == RetryAdvice.Never)
        {
            // Queries that cannot be watched would be paid for and never published.
            await stopping.StopAsync([.. queries.Running], _ => failure);
            return;
        }

        var at = Now + Backoff.Delay(++_refusals, context.NewGuid());
        queries.Running.ToList().ForEach(query => PollAgain(query, at));
    }

    private void PollAgain(RunningQuery query, DateTime at) =>
        queries.Running[queries.Running.IndexOf(query)] = query with { PollAt = at };
}
