using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// How queries get from the queue to Athena: as many as may be active at once, fewer while Athena refuses.
/// </summary>
internal sealed class QuerySubmitting(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    QueueState state,
    QueueContents queries
)
{
    // Refusals other than "too many active queries" that are waited out before a query fails of them.
    private const int MostRefusals = 10;

    /// <summary>Submissions that Athena refused in a row.</summary>
    public int Refusals { get; private set; } = state.Refusals;

    /// <summary>Nothing is submitted before this time, UTC.</summary>
    public DateTime SubmitFrom { get; private set; } = state.SubmitFrom;

    /// <summary>Whether a request waits and there is room for it, now or after a refusal has been waited out.</summary>
    public bool HasRoom => queries.Waiting.Count > 0 && queries.Free > 0;

    public bool IsDue => HasRoom && SubmitFrom <= context.CurrentUtcDateTime;

    /// <summary>After a refusal one request goes ahead alone; the others follow when it was taken.</summary>
    public async Task SubmitAsync()
    {
        var requests = queries.Waiting.Take(Refusals > 0 ? 1 : queries.Free).ToList();
        queries.Waiting.RemoveRange(0, requests.Count);
        var outcomes = await Task.WhenAll(
            requests.Select(request =>
                activities.CallAsync<string>(
                    FunctionNames.SubmitQuery,
                    new SubmitInput(state.Run, request.Statement, request.Attempt)
                )
            )
        );
        Settle([.. requests.Zip(outcomes)]);
    }

    private void Settle(IReadOnlyList<(QueryRequest Request, Outcome<string> Outcome)> answers)
    {
        var refused = answers
            .Where(a => a.Outcome.Failure is { } failure && IsWorthWaiting(failure))
            .Select(a => a.Request)
            .ToList();
        var now = context.CurrentUtcDateTime;
        Refusals = refused.Count == 0 ? 0 : Refusals + 1;
        SubmitFrom = refused.Count == 0 ? now : now + Backoff.Delay(Refusals, context.NewGuid());
        queries.Waiting.InsertRange(0, refused);
        foreach (var (request, outcome) in answers.Where(a => !refused.Contains(a.Request)))
        {
            if (outcome.Result is { } id)
                queries.Running.Add(new RunningQuery(request, id, now, queries.NextPoll(request, now, now)));
            else
                queries.Reply(request, new QueryResult(QueryEnd.Failed, Failure: outcome.Failure));
        }
    }

    /// <summary>
    /// A full account is waited out for as long as it takes; a service that cannot be reached is not.
    /// </summary>
    private bool IsWorthWaiting(Failure failure) =>
        failure.Retry == RetryAdvice.AfterWaiting
        && (failure.Code == QueueFailures.TooManyRequests || Refusals < MostRefusals);
}
