using CommerceAnalytics.Functions.Outcomes;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Queue;

/// <summary>
/// The queue at work, turn by turn: takes requests, submits as many as may be active at once, looks at all that run with one call, tells
/// each refresh how its query ended, and sleeps until the next is due.
/// </summary>
internal sealed class QueryQueue
{
    // Each turn leaves a handful of events in the history, and each turn replays all of them.
    private const int MostTurns = 150;

    private static readonly TimeSpan IdleAfterCancel = TimeSpan.FromHours(1);

    private readonly TaskOrchestrationContext context;
    private readonly QueueState state;
    private readonly QueueInbox inbox;
    private readonly ActivityCalls activities;
    private readonly QueriesInHand queries;
    private readonly QuerySubmitting submitting;
    private readonly QueryStopping stopping;
    private readonly QueryLooking looking;
    private bool cancelled;
    private bool closed;
    private int turns;
    private DateTime lastHeard;
    private string shown = "";

    public QueryQueue(TaskOrchestrationContext context, QueueState state)
    {
        (this.context, this.state) = (context, state);
        (cancelled, closed, lastHeard) = (state.Cancelled, state.Closed, Now);
        inbox = new(context);
        activities = new(context, state.Effort);
        queries = new(context, activities, state);
        submitting = new(context, activities, state, queries);
        stopping = new(context, activities, queries);
        looking = new(context, activities, queries, stopping);
    }

    private DateTime Now => context.CurrentUtcDateTime;

    private bool IsOver => queries.IsEmpty && (closed || (cancelled && Now >= lastHeard + IdleAfterCancel));

    public async Task RunAsync()
    {
        if (!state.Announced)
            context.SendEvent(state.Run.RunId, QueueEvents.Ready, context.InstanceId);
        while (true)
        {
            await TakeEventsAsync();
            await SubmitAsync();
            await LookAsync();
            Show();
            if (IsOver)
                return;
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
        var before = queries.Waiting.Count;
        await inbox.EmptyAsync(queries.Waiting);
        lastHeard = queries.Waiting.Count > before ? Now : lastHeard;
        closed |= inbox.CloseCame;
        cancelled |= inbox.CancelCame;
        if (cancelled)
            await stopping.CancelAllAsync();
    }

    private async Task SubmitAsync()
    {
        for (; !cancelled && !inbox.CancelCame && submitting.IsDue; turns++)
            await submitting.SubmitAsync();
    }

    private async Task LookAsync()
    {
        if (!looking.IsDue)
            return;
        turns++;
        await looking.LookAsync();
    }

    private DateTime? Wake()
    {
        var times = queries.Running.ConvertAll(queries.LookOrEnd);
        if (submitting.HasRoom)
            times.Add(submitting.SubmitFrom);
        if (cancelled)
            times.Add(lastHeard + IdleAfterCancel);
        return times.Count == 0 ? null : times.Min();
    }

    private async Task SleepAsync()
    {
        if (inbox.HasRequests || (inbox.CancelCame && !cancelled) || (inbox.CloseCame && !closed))
            return;
        using var timer = new CancellationTokenSource();
        var awaited = inbox.Awaited().ToList();
        if (Wake() is { } at)
            awaited.Add(context.CreateTimer(at, timer.Token));
        await Task.WhenAny(awaited);
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        timer.Cancel();
    }

    private void Show()
    {
        var refused = submitting.Refusals > 0;
        var status = new QueueStatus(
            state.Run.RunId,
            queries.Waiting.Count,
            queries.Running.ConvertAll(query => query.QueryExecutionId),
            QueueStatus.Show(queries.Running),
            submitting.Refusals,
            refused ? submitting.SubmitFrom : null
        );
        var text = $"{status.Waiting} {status.Refusals} {string.Join(' ', status.QueryExecutionIds)}";
        if (text != shown)
        {
            shown = text;
            context.SetCustomStatus(status);
        }
    }

    private async Task StartAnewAsync()
    {
        await inbox.EmptyAsync(queries.Waiting);
        context.ContinueAsNew(
            state with
            {
                Announced = true,
                Waiting = queries.Waiting,
                Running = queries.Running,
                Cancelled = cancelled || inbox.CancelCame,
                Closed = closed || inbox.CloseCame,
                Refusals = submitting.Refusals,
                SubmitFrom = submitting.SubmitFrom,
                Effort = activities.Spent,
                Seen = queries.Seen,
            }
        );
    }
}
