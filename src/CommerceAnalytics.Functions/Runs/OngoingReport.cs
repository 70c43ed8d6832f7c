using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// The report of a run that goes on. One write at a time, beside everything else: the first has the whole report, those
/// after it what has changed since. A report that could not be written is written by the next batch, or at the end.
/// </summary>
/// <param name="context">The run's.</param>
/// <param name="activities">The run's calls.</param>
/// <param name="states">Where its tables stand.</param>
/// <param name="startedAt">When its turn came, UTC.</param>
internal sealed class OngoingReport(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    RunScope scope,
    TableStates states,
    DateTime startedAt
)
{
    private Task<Outcome<string>>? _writing;
    private IReadOnlySet<string> _changed = new HashSet<string>();
    private bool _isWritten;
    private DateTime _next;

    /// <summary>Whether there is something new to write.</summary>
    public bool IsDue { get; set; } = true;

    /// <summary>The write that goes on; null where none does.</summary>
    public Task? Going => _writing is { IsCompleted: false } ? _writing : null;

    /// <summary>Begins to write what is due. Each write costs a request to S3: runs of very many tables write less often.</summary>
    public async Task WriteAsync()
    {
        var isTooSoon = Going is not null || context.CurrentUtcDateTime < _next;
        if (!IsDue || isTooSoon)
            return;
        await EndAsync();
        IsDue = false;
        _next = context.CurrentUtcDateTime.AddSeconds(states.Tables / 20);
        _changed = states.TakeChanged();
        var report = states.Report(scope.RunId, scope.ExecutionDate, startedAt, null, activities.Spent);
        if (_isWritten)
            report = report with { Services = [.. report.Services.Where(one => _changed.Contains(one.ServiceName))] };
        _writing = activities.CallAsync<string>(FunctionNames.WriteReport, new ReportToWrite(report, _isWritten));
    }

    /// <summary>Waits for the write that goes on.</summary>
    public async Task EndAsync()
    {
        if (_writing is null)
            return;
        var failure = (await _writing).Failure;
        _writing = null;
        if (failure is null)
            _isWritten = true;
        else
            states.GiveBack(_changed);
        if (failure?.Code == WriteReportActivity.NotAsWrittenCode)
            _isWritten = false;
    }
}
