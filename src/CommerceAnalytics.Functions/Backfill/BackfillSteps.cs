using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>
/// A backfill, step by step: one night to each beginning, so that its history does not grow, however many nights there
/// are. Between two nights it holds nothing: the nightly run goes first.
/// </summary>
internal sealed class BackfillSteps(TaskOrchestrationContext context, BackfillInput input)
{
    // A shop's log or rights that are wrong for one night are wrong for all: 400 failed nights would teach no more.
    private const int MostFailedInARow = 3;

    private readonly ILogger _logger = context.CreateReplaySafeLogger("CommerceAnalytics.Backfill");
    private readonly ActivityCalls _activities = new(context);
    private readonly Task<object?> _cancel = context.WaitForExternalEvent<object?>(RunEvents.Cancel);
    private Task<string> _nightOver = context.WaitForExternalEvent<string>(RunEvents.NightOver);
    private BackfillState _state = input.State ?? new(context.CurrentUtcDateTime, input.Request.To);

    /// <summary>Null where it starts anew, to go on.</summary>
    public async Task<BackfillProgress?> RunAsync()
    {
        TakeCancel();
        Show();
        if (_state.Current is null && _state.IsCancelled)
            return End(BackfillText.Cancelled);
        if (_state.FailedInARow >= MostFailedInARow)
            return End(
                BackfillText.Failed,
                new("BackfillStopped", $"{MostFailedInARow} nights in a row could not be built.", "")
            );
        if (_state.Current is null && await BeginAsync() is { } failure)
            return End(BackfillText.Failed, failure);
        if (_state.Current is not { } night)
            return End(BackfillText.StatusOf(_state));
        Show();
        if (await WaitAsync(night) is { } result)
            Take(night, result);
        TakeCancel();
        context.ContinueAsNew(input with { State = _state });
        return null;
    }

    private void TakeCancel()
    {
        if (_cancel.IsCompleted)
            _state = _state with { IsCancelled = true };
    }

    /// <summary>Begins the next night; leaves none under way where history lacks nothing any more.</summary>
    private async Task<Failure?> BeginAsync()
    {
        var found = await _activities.CallWithRetryAsync<FoundNight>(
            FunctionNames.FindNight,
            new FindNightInput(input.Request, _state.Next)
        );
        if (found.Failure is not null || found.Result?.Night is not { } night)
            return found.Failure;
        var started = await _activities.CallWithRetryAsync<StartedNight>(
            FunctionNames.StartNight,
            new StartNightInput(context.InstanceId, input.Request, night, found.Result.Tables)
        );
        if (started.Result is { } run)
            _state = _state with { Current = new(night, run.RunId, run.IsOwn, context.CurrentUtcDateTime) };
        return started.Failure;
    }

    /// <summary>What came of the night; null where it goes on and the backfill must start anew.</summary>
    private async Task<NightResult?> WaitAsync(NightUnderWay night)
    {
        var told = false;
        for (var polls = 1; polls <= TurnPolling.MostPolls; polls++)
        {
            TakeCancel();
            var isToStop = _state.IsCancelled && night.IsOwn;
            if (isToStop && !told)
            {
                told = true;
                context.SendEvent(night.RunId, RunEvents.Cancel, "its backfill was cancelled");
                Show();
            }

            var read = await _activities.CallAsync<NightResult>(FunctionNames.ReadNight, night.RunId);
            if (read.Result is { IsOver: true } over)
                return over;
            await PauseAsync(context.CurrentUtcDateTime - night.Since);
        }

        return null;
    }

    private async Task PauseAsync(TimeSpan waited)
    {
        using var timer = new CancellationTokenSource();
        List<Task> awaited = [_nightOver, context.CreateTimer(TurnPolling.Pause(waited), timer.Token)];
        if (!_state.IsCancelled)
            awaited.Add(_cancel);
        await Task.WhenAny(awaited);
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        timer.Cancel();
        // The event may come a moment before the run shows as ended: the next look is after a pause then.
        if (_nightOver.IsCompleted)
            _nightOver = context.WaitForExternalEvent<string>(RunEvents.NightOver);
    }

    private void Take(NightUnderWay night, NightResult result)
    {
        _state = BackfillResults.After(_state, night, result);
        _logger.BackfilledNight(context.InstanceId, night.RunId, night.Night, result.Why ?? "done");
    }

    private BackfillProgress End(string status, Failure? failure = null)
    {
        var ended = BackfillText.Of(context.InstanceId, input, _state, status, failure) with
        {
            FinishedAt = new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc)),
        };
        context.SetCustomStatus(ended);
        _logger.BackfillEnded(context.InstanceId, status, ended.Line);
        return status == BackfillText.Failed ? throw new BackfillFailedException(ended.Line) : ended;
    }

    private void Show() =>
        context.SetCustomStatus(BackfillText.Of(context.InstanceId, input, _state, BackfillText.Running));
}
