using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>A run, step by step.</summary>
internal sealed class Run(TaskOrchestrationContext context, RunInput input)
{
    private readonly ILogger _logger = context.CreateReplaySafeLogger("CommerceAnalytics.Runs");
    private readonly string _runKey =
        input.Turn?.RunKey ?? $"{context.InstanceId}-{context.NewGuid().ToString("N")[..8]}";
    private readonly Task<object?> _cancel = context.WaitForExternalEvent<object?>(RunEvents.Cancel);
    private readonly ActivityCalls _activities = new(context, input.Turn?.CallCounts);
    private readonly TableStates _states = new(input);

    /// <summary>Null where the run starts anew, to go on waiting.</summary>
    public async Task<RunOutcome?> RunAsync()
    {
        // Durable's own restart gives the new instance an id of chance: no list would show that run, and no other would
        // wait for it.
        if (RunIds.Parse(context.InstanceId) is null)
            throw new RunFailedException(
                $"{context.InstanceId} is not a run id: start runs with POST /api/runs, or POST /api/runs/{{id}}/rerun for the tables that failed."
            );
        var asked = input.Turn?.Asked ?? context.CurrentUtcDateTime;
        if (input.Turn?.Late is { } late)
            _states.Warn(late);
        using var deadline = new RunDeadline(context, _activities, input, _states, _runKey, asked);
        switch (await AwaitTurnAsync(asked, deadline))
        {
            case TurnEnd.Cancelled:
                _states.EndRest(TableStatus.Cancelled);
                return await EndAsync(asked);
            case TurnEnd.StartsAnew:
                return null;
        }

        var startedAt = context.CurrentUtcDateTime;
        _logger.RunBegins(context.InstanceId, _states.Tables);
        Show(RunProgress.Preparing, "preparing");
        var cleared = await _activities.CallWithRetryAsync<Done>(FunctionNames.StopLeftovers, context.InstanceId);
        if (cleared.Failure is { } left)
            _states.Warn(StopLeftoversActivity.Notice(left));
        var steps = new StepRun(context, _activities, input, _states, _cancel);
        if (input.Kind == RunKind.Rollback)
            await steps.RollBackAsync();
        else if (input.Kind == RunKind.Publication)
            await steps.PublishAsync();
        else
            await RefreshAsync(startedAt, deadline);
        return await EndAsync(startedAt);
    }

    private async Task RefreshAsync(DateTime startedAt, RunDeadline deadline)
    {
        var prepared = await _activities.CallWithRetryAsync<PreparedRun>(
            FunctionNames.PrepareRun,
            new PrepareInput(context.InstanceId, _runKey, input)
        );
        if (prepared.Result is { } run)
            await new RunServices(context, _activities, run, _states, _cancel, deadline, startedAt).RunAsync();
        else
            _states.EndRest(TableStatus.Failed, prepared.Failure);
    }

    /// <summary>
    /// Runs go one after another, in the order in which they were started. One that waits long starts anew before its
    /// history grows.
    /// </summary>
    private async Task<TurnEnd> AwaitTurnAsync(DateTime asked, RunDeadline deadline)
    {
        Show(RunProgress.Waiting, input.Turn?.Doing ?? "waits its turn");
        for (var polls = 1; ; polls++)
        {
            var turn = await _activities.CallAsync<string>(FunctionNames.AwaitTurn, context.InstanceId);
            if (_cancel.IsCompleted)
                return TurnEnd.Cancelled;
            if (turn is { Failure: null, Result: null })
                return TurnEnd.Came;
            var doing = turn.Result is { } first ? $"waits for {first} to end" : $"waits: {turn.Failure?.Message}";
            Show(RunProgress.Waiting, doing);
            await deadline.TellAsync(doing);
            await PauseAsync(TurnPolling.Pause(context.CurrentUtcDateTime - asked));
            if (polls < TurnPolling.MostPolls || _cancel.IsCompleted)
                continue;
            context.ContinueAsNew(
                input with
                {
                    Turn = new TurnState(asked, _runKey, doing, _activities.Spent, deadline.Late),
                }
            );
            return TurnEnd.StartsAnew;
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        using var timer = new CancellationTokenSource();
        await Task.WhenAny(_cancel, context.CreateTimer(pause, timer.Token));
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        timer.Cancel();
    }

    private async Task<RunOutcome> EndAsync(DateTime startedAt)
    {
        var report = _states.Report(
            context.InstanceId,
            input.Request.ExecutionDate,
            startedAt,
            context.CurrentUtcDateTime,
            _activities.Spent
        );
        // Whole, whatever was written before: a write that was delivered twice may have come late.
        var written = await _activities.CallWithRetryAsync<string>(
            FunctionNames.WriteReport,
            new ReportToWrite(report, IsPart: false)
        );
        var line = RunLine.Of(report, written);
        var progress = _states.Progress(RunProgress.Ended, line);
        // A report that S3 refused takes the place of the services: Azure allows 16 KB for both.
        context.SetCustomStatus(
            written.Result is null ? progress with { Services = [], Report = UnwrittenReport.Of(report) } : progress
        );
        _logger.RunEnded(context.InstanceId, report.Status, line);
        if (input.BackfillId is { } backfill)
            context.SendEvent(backfill, RunEvents.NightOver, context.InstanceId);
        if (report.Status == ReportStatus.Failed && input.Kind != RunKind.Backfill)
            _logger.RunFailed(context.InstanceId, line);
        if (input.IsNight && _states.IsPublished)
            _logger.NightCompleted(input.Request.ExecutionDate, context.InstanceId);
        // Of a past night its backfill tells, once for all.
        if (report.Status != ReportStatus.Cancelled && input.Kind != RunKind.Backfill)
            await _activities.CallAsync<Done>(
                FunctionNames.RaiseAlert,
                new AlertInput(_runKey, report, line, written.Result, input.IsNight)
            );
        return report.Status == ReportStatus.Failed
            ? throw new RunFailedException(line)
            : new RunOutcome(
                context.InstanceId,
                report.Status.ToString().ToLowerInvariant(),
                line,
                written.Result ?? "",
                report.Totals
            );
    }

    private enum TurnEnd
    {
        Came = 0,
        Cancelled = 1,
        StartsAnew = 2,
    }

    private void Show(string phase, string what) => context.SetCustomStatus(_states.Progress(phase, what));
}
