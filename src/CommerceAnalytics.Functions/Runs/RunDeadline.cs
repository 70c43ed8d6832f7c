using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// The time at which a run must have ended, waiting for its turn included. One that has not is late: it says so once,
/// and goes on.
/// </summary>
internal sealed class RunDeadline(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    RunInput input,
    TableStates states,
    string runKey,
    DateTime asked
) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task? _passed;
    private bool _told = input.Turn?.Late is not null;

    /// <summary>What the report says of it; null while the run is not late.</summary>
    public ReportNotice? Late { get; private set; } = input.Turn?.Late;

    /// <summary>What a waiting run is woken by; null where there is no deadline, or it has passed.</summary>
    public Task? Passed =>
        _told || input.DeadlineMinutes is not { } minutes
            ? null
            : _passed ??= context.CreateTimer(asked.AddMinutes(minutes), _ended.Token);

    /// <summary>True, once, when the run has become late: the report is due.</summary>
    /// <param name="doing">What it does or waits for; null for its tables.</param>
    public async Task<bool> TellAsync(string? doing = null)
    {
        if (_told || input.DeadlineMinutes is not { } minutes || context.CurrentUtcDateTime < asked.AddMinutes(minutes))
            return false;
        _told = true;
        var line = states.Progress(RunProgress.Running, doing).Line;
        context.CreateReplaySafeLogger("CommerceAnalytics.Runs").RunLate(context.InstanceId, minutes, line);
        Late = new ReportNotice(
            "RunLate",
            $"Run {context.InstanceId} had not ended {minutes} minutes after its start: {line}.",
            "It goes on, and publishes what it builds. See its status for what it waits for: another run, a full account (TooManyRequests), slow queries. "
                + "Raise CommerceAnalytics:RunDeadlineMinutes if it always takes this long. Cancel it only if it will not end: its queries are stopped, and tables that it has not "
                + "published stay as they were."
        );
        states.Warn(Late);
        var report = states.Report(context.InstanceId, input.Request.ExecutionDate, asked, null, activities.Spent);
        await activities.CallAsync<Done>(FunctionNames.RaiseAlert, new AlertInput(runKey, report, line, null));
        return true;
    }

    public void Dispose()
    {
        // Cancel, not CancelAsync: what follows must run on the orchestration's own thread of control.
        _ended.Cancel();
        _ended.Dispose();
    }
}
