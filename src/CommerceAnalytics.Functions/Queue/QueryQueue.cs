using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Outcomes;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Queue;

/// <summary>
/// The queue at work: takes requests, submits as many as may be active at once, looks at all that run with one call, and tells each
/// refresh how its query ended.
/// </summary>
internal sealed class QueryQueue(TaskOrchestrationContext context, QueueState state)
{
    // Each turn leaves a handful of events in the history, and each turn replays all of them.
    private const int MostTurns = 150;

    // Refusals other than "too many active queries" that are waited out before a table fails of them.
    private const int MostRefusals = 10;

    private static readonly TimeSpan IdleAfterCancel = TimeSpan.FromHours(1);

    private readonly QueueInbox inbox = new(context);
    private readonly List<QueryRequest> waiting = [.. state.Waiting];
    private readonly List<RunningQuery> running = [.. state.Running];
    private bool cancelled = state.Cancelled;
    private bool closed = state.Closed;
    private int refusals = state.Refusals;
    private int lookRefusals;
    private int turns;
    private DateTime submitFrom = state.SubmitFrom;
    private DateTime lastHeard = context.CurrentUtcDateTime;
    private string shown = "";

    private DateTime Now => context.CurrentUtcDateTime;

    private int Free => state.Run.Settings.MaxConcurrentQueries - running.Count;

    private bool IsOver => waiting.Count + running.Count == 0 && (closed || (cancelled && Now >= lastHeard + IdleAfterCancel));

    public async Task RunAsync()
    {
        if (!state.Announced)
        {
            context.SendEvent(state.Run.RunId, QueueEvents.Ready, context.InstanceId);
        }

        while (true)
        {
            await TakeEventsAsync();
            await SubmitAsync();
            await LookAsync();
            Show();
            if (IsOver)
            {
                return;
            }

            if (turns++ >= MostTurns)
            {
                await StartAnewAsync();
                return;
            }

            await SleepAsync();
        }
    }

    private async Task TakeEventsAsync()
    {
        var before = waiting.Count;
        await inbox.EmptyAsync(waiting);
        lastHeard = waiting.Count > before ? Now : lastHeard;
        closed |= inbox.CloseCame;
        cancelled |= inbox.CancelCame;
        if (cancelled)
        {
            await StopEverythingAsync();
        }
    }

    /// <summary>After a refusal one request goes ahead alone; the others follow when it was taken.</summary>
    private async Task SubmitAsync()
    {
        while (!cancelled && !inbox.CancelCame && waiting.Count > 0 && Free > 0 && submitFrom <= Now)
        {
            var requests = waiting.Take(refusals > 0 ? 1 : Free).ToList();
            waiting.RemoveRange(0, requests.Count);
            var outcomes = await Task.WhenAll(requests.Select(request =>
                context.AskAsync<SubmitOutcome>(FunctionNames.SubmitQuery, SubmitInput.For(state.Run, request))));
            Settle([.. requests.Zip(outcomes)]);
            turns++;
        }
    }

    private void Settle(IReadOnlyList<(QueryRequest Request, SubmitOutcome Outcome)> answers)
    {
        var refused = answers.Where(a => a.Outcome.Failure is { } failure && IsWorthWaiting(failure)).Select(a => a.Request).ToList();
        refusals = refused.Count == 0 ? 0 : refusals + 1;
        submitFrom = refused.Count == 0 ? Now : Now + Backoff.Delay(refusals, context.NewGuid());
        waiting.InsertRange(0, refused);
        foreach (var (request, outcome) in answers.Where(a => !refused.Contains(a.Request)))
        {
            if (outcome.QueryExecutionId is { } id)
            {
                running.Add(new RunningQuery(request, id, Now, LookSchedule.Next(request, Now, Now)));
            }
            else
            {
                Reply(request, new QueryResult(QueryEnd.Failed, Failure: outcome.Failure));
            }
        }
    }

    /// <summary>A full account is waited out for as long as it takes; a service that cannot be reached is not.</summary>
    private bool IsWorthWaiting(Failure failure) =>
        failure.Retry == RetryAdvice.AfterWaiting && (failure.Code == QueueFailures.TooManyRequests || refusals < MostRefusals);

    private async Task LookAsync()
    {
        if (running.TrueForAll(query => LookOrEnd(query) > Now))
        {
            return;
        }

        var answer = await context.AskAsync<StatesOutcome>(FunctionNames.GetQueryStates, running.ConvertAll(query => query.QueryExecutionId));
        turns++;
        if (answer.Failure is { } failure)
        {
            await WithoutAnswerAsync(failure);
        }
        else
        {
            lookRefusals = 0;
            TakeStates(answer.States.ToDictionary(s => s.QueryExecutionId));
        }

        await StopAsync(running.FindAll(query => Deadline(query) <= Now), query => QueueFailures.TimedOut(query, state.Run.Settings));
    }

    private void TakeStates(Dictionary<string, QueryState> states)
    {
        foreach (var query in running.ToList())
        {
            if (states.GetValueOrDefault(query.QueryExecutionId) is { Status: not (QueryStatus.Queued or QueryStatus.Running) } ended)
            {
                running.Remove(query);
                Reply(query.Request, QueryEnds.From(ended, query));
            }
            else
            {
                LookAgain(query, LookSchedule.Next(query.Request, query.SubmittedAt, Now));
            }
        }
    }

    private async Task WithoutAnswerAsync(Failure failure)
    {
        if (failure.Retry == RetryAdvice.Never)
        {
            // Queries that cannot be watched would be paid for and never published.
            await StopAsync([.. running], _ => failure);
            return;
        }

        var at = Now + Backoff.Delay(++lookRefusals, context.NewGuid());
        running.ToList().ForEach(query => LookAgain(query, at));
    }

    private void LookAgain(RunningQuery query, DateTime at) => running[running.IndexOf(query)] = query with { LookAt = at };

    private async Task StopAsync(List<RunningQuery> queries, Func<RunningQuery, Failure> why)
    {
        if (queries.Count > 0)
        {
            await StopQueriesAsync(queries);
            queries.ForEach(query => Reply(query.Request, QueryEnds.Failed(query, why(query))));
        }
    }

    private async Task StopEverythingAsync()
    {
        if (running.Count > 0)
        {
            var queries = running.ToList();
            await StopQueriesAsync(queries);
            queries.ForEach(query => Reply(query.Request, QueryEnds.Cancelled(query)));
        }

        waiting.ForEach(request => Reply(request, new QueryResult(QueryEnd.Cancelled)));
        waiting.Clear();
    }

    private async Task StopQueriesAsync(List<RunningQuery> queries)
    {
        var stopped = await context.AskPatientlyAsync<Done>(FunctionNames.StopQueries, queries.ConvertAll(query => query.QueryExecutionId));
        if (stopped.Failure is { } failure)
        {
            context.CreateReplaySafeLogger("CommerceAnalytics.Queue").QueriesNotStopped(state.Run.RunId, queries.Count, failure.Message);
        }

        running.RemoveAll(queries.Contains);
    }

    private void Reply(QueryRequest request, QueryResult result) => context.SendEvent(request.ReplyTo, QueueEvents.Ended, result);

    private DateTime Deadline(RunningQuery query) => query.SubmittedAt.AddMinutes(state.Run.Settings.QueryTimeoutMinutes);

    private DateTime LookOrEnd(RunningQuery query) => query.LookAt < Deadline(query) ? query.LookAt : Deadline(query);

    private DateTime? Wake()
    {
        var times = running.ConvertAll(LookOrEnd);
        if (waiting.Count > 0 && Free > 0)
        {
            times.Add(submitFrom);
        }

        if (cancelled)
        {
            times.Add(lastHeard + IdleAfterCancel);
        }

        return times.Count == 0 ? null : times.Min();
    }

    private async Task SleepAsync()
    {
        if (inbox.HasRequests || (inbox.CancelCame && !cancelled) || (inbox.CloseCame && !closed))
            return;
        using var timer = new CancellationTokenSource();
        var awaited = inbox.Awaited().ToList();
        if (Wake() is { } at)
        {
            awaited.Add(context.CreateTimer(at, timer.Token));
        }

        await Task.WhenAny(awaited);
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        timer.Cancel();
    }

    private void Show()
    {
        var status = new QueueStatus(state.Run.RunId, waiting.Count, running.ConvertAll(query => query.QueryExecutionId));
        var text = $"{status.Waiting} {string.Join(' ', status.QueryExecutionIds)}";
        if (text != shown)
        {
            shown = text;
            context.SetCustomStatus(status);
        }
    }

    private async Task StartAnewAsync()
    {
        await inbox.EmptyAsync(waiting);
        context.ContinueAsNew(state with
        {
            Announced = true,
            Waiting = waiting,
            Running = running,
            Cancelled = cancelled || inbox.CancelCame,
            Closed = closed || inbox.CloseCame,
            Refusals = refusals,
            SubmitFrom = submitFrom,
        });
    }
}
