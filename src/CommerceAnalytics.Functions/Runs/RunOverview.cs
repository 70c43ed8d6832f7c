using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Overview;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>The overview, which a run's services wait for. Whatever becomes of it, they go on.</summary>
internal sealed class RunOverview(TaskOrchestrationContext context, PreparedRun run, TableStates states)
{
    private bool _isDue = run.Overview.Services.Count > 0;

    /// <summary>The refresh until its result is taken; null before and after.</summary>
    public Task<TableReport>? Going { get; private set; }

    /// <summary>Whether services may begin.</summary>
    public bool IsOver => Going is null && !_isDue;

    /// <summary>Begins it, once.</summary>
    /// <param name="queueId">The run's query queue.</param>
    /// <param name="obstacle">Why the extract does not do for it; null where it does.</param>
    public void Begin(string queueId, Failure? obstacle)
    {
        if (!_isDue)
            return;
        _isDue = false;
        if (obstacle is not null)
            states.Overview = TableReports.OfOverview(TableStatus.Failed, obstacle);
        else
            Going = context.CallSubOrchestratorAsync<TableReport>(
                FunctionNames.OverviewOrchestrator,
                new OverviewInput(run.Scope, run.Overview.Services, queueId, run.Overview.LastDurationMs)
                {
                    IsHistoryOnly = run.Overview.IsHistoryOnly,
                },
                new SubOrchestrationOptions(instanceId: ChildIds.Overview(run.Scope.RunKey))
            );
    }

    /// <summary>Takes its result.</summary>
    public async Task TakeAsync()
    {
        var ended = Going!;
        Going = null;
        try
        {
            states.Overview = await ended;
        }
        catch (TaskFailedException e)
        {
            var failure = CallFailures.Of(FunctionNames.OverviewOrchestrator, e.FailureDetails);
            states.Overview = TableReports.OfOverview(TableStatus.Failed, failure);
        }
    }

    /// <summary>The run was cancelled: it does not begin any more. One that goes on is told by the queue.</summary>
    public void Cancel()
    {
        if (!_isDue)
            return;
        _isDue = false;
        states.Overview = TableReports.OfOverview(TableStatus.Cancelled);
    }
}
