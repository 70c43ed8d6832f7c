using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// The queue at work, turn by turn: takes requests, submits as many as may be active at once, looks at all that run
/// with one call, tells all who asked how their queries ended, and sleeps until the next is due.
/// </summary>
internal sealed class QueueLoop
{
    // Each turn leaves a handful of events in the history, and each turn replays all of them.
    private const int MostTurns = 150;

    private static readonly TimeSpan IdleAfterCancel = TimeSpan.FromHours(1);

    private readonly TaskOrchestrationContext _context;
    private readonly QueueState _state;
    private readonly QueueInbox _inbox;
    private readonly ActivityCalls _activities;
    private readonly QueueContents _queries;
    private readonly QuerySubmitting _submitting;
    private readonly QueryStopping _stopping;
    private readonly QueryPolling _polling;
    private bool _cancelled;
    private bool _closed;
    private int _turns;
    private DateTime _lastHeard;
    private string _shown = "";

    public QueueLoop(TaskOrchestrationContext context, QueueState state)
    {
        (this._context, this._state) = (context, state);
        (_cancelled, _closed, _lastHeard) = (state.Cancelled, state.Closed, Now);
        _inbox = new(context);
        _activities = new(context, state.CallCounts);
        _queries = new(context, _activities, state);
        _submitting = new(context, _activities, state, _queries);
        _stopping = new(context, _activities, _queries);
        _polling = new(context, _activities, _queries, _stopping);
    }

    private DateTime Now => _context.CurrentUtcDateTime;

    private bool IsOver => _queries.IsEmpty && (_closed || (_cancelled && Now >= _lastHeard + IdleAfterCancel));

    public async Task RunAsync()
    {
        if (!_state.Announced)
            _context.SendEvent(_state.Run.RunId, QueueEvents.Ready, _context.InstanceId);
        while (true)
        {
            await TakeEventsAsync();
            await SubmitAsync();
            await PollAsync();
            Show();
            if (IsOver)
                return;
            if (_turns++ >= MostTurns)
            {
                await StartAnewAsync();
                return;
            }

            await SleepAsync();
        }
    }

    private async Task TakeEventsAsync()
    {
        var before = _queries.Waiting.Count;
        await _inbox.EmptyAsync(_queries.Waiting);
        _lastHeard = _queries.Waiting.Count > before ? Now : _lastHeard;
        _closed |= _inbox.CloseCame;
        _cancelled |= _inbox.CancelCame;
        if (_cancelled)
            await _stopping.CancelAllAsync();
    }

    private async Task SubmitAsync()
    {
        for (; !_cancelled && !_inbox.CancelCame && _submitting.IsDue; _turns++)
            await _submitting.SubmitAsync();
    }

    private async Task PollAsync()
    {
        if (!_polling.IsDue)
            return;
        _turns++;
        await _polling.PollAsync();
    }

    private DateTime? Wake()
    {
        var slack = _queries.Slack;
        var times = _queries.Running.ConvertAll(query => _queries.PollOrEnd(query) + slack);
        if (_submitting.HasRoom)
            times.Add(_submitting.SubmitFrom);
        if (_cancelled)
            times.Add(_lastHeard + IdleAfterCancel);
        return times.Count == 0 ? null : times.Min();
    }

    private async Task SleepAsync()
    {
        if (_inbox.HasRequests || (_inbox.CancelCame && !_cancelled) || (_inbox.CloseCame && !_closed))
            return;
        using var timer = new CancellationTokenSource();
        var awaited = _inbox.Awaited().ToList();
        if (Wake() is { } at)
            awaited.Add(_context.CreateTimer(at, timer.Token));
        await Task.WhenAny(awaited);
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        timer.Cancel();
    }

    private void Show()
    {
        var refused = _submitting.Refusals > 0;
        var status = new QueueStatus(
            _state.Run.RunId,
            _queries.Waiting.Count,
            _queries.Running.ConvertAll(query => query.QueryExecutionId),
            QueueStatus.Show(_queries.Running),
            _submitting.Refusals,
            refused ? _submitting.SubmitFrom : null
        );
        var text = $"{status.Waiting} {status.Refusals} {string.Join(' ', status.QueryExecutionIds)}";
        if (text != _shown)
        {
            _shown = text;
            _context.SetCustomStatus(status);
        }
    }

    private async Task StartAnewAsync()
    {
        await _inbox.EmptyAsync(_queries.Waiting);
        _context.ContinueAsNew(
            _state with
            {
                Announced = true,
                Waiting = _queries.Waiting,
                Running = _queries.Running,
                Cancelled = _cancelled || _inbox.CancelCame,
                Closed = _closed || _inbox.CloseCame,
                Refusals = _submitting.Refusals,
                SubmitFrom = _submitting.SubmitFrom,
                CallCounts = _activities.Spent,
                Seen = _queries.Seen,
            }
        );
    }
}
