using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables.Rollback;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// A rollback at work: plans, then goes table by table. It is a run like any other: it waits its turn, and has a
/// report.
/// </summary>
internal sealed class RunRollback(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    RunInput input,
    TableStates states,
    Task<object?> cancel
)
{
    public async Task RunAsync()
    {
        var plan = await activities.CallWithRetryAsync<RollbackPlan>(
            FunctionNames.PlanRollback,
            new RollbackInput(context.InstanceId, input)
        );
        if (plan.Failure is { } failure)
            states.EndRest(TableStatus.Failed, failure);
        var back = new List<LiveTable>();
        foreach (var step in (plan.Result?.Steps ?? []).TakeWhile(_ => !cancel.IsCompleted))
        {
            context.SetCustomStatus(
                states.Progress(RunProgress.Running, $"rolling back {step.ServiceName} {step.QueryType}")
            );
            var report = await GoAsync(step);
            states.End(step.ServiceName, [report]);
            if (report.Location is { } location)
                back.Add(new(step.ServiceName, step.QueryType, location));
        }

        // The nights that were taken back show what was published before, or go.
        if (plan.Result is { KeepsHistory: true } && back.Count > 0)
            await RunHistory.KeepAsync(activities, context.InstanceId, input.Request.ExecutionDate, back, states);

        states.EndRest(TableStatus.Cancelled);
    }

    private async Task<TableReport> GoAsync(RollbackStep step)
    {
        if (step.Failure is { } none)
            return TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Failed, none);
        var outcome = await activities.CallWithRetryAsync<RolledBack>(FunctionNames.RollBackTable, step);
        var report = TableReports.Of(
            step.ServiceName,
            step.QueryType,
            outcome.Failure is null ? TableStatus.Published : TableStatus.Failed,
            outcome.Failure
        );
        return outcome.Result is not { } now
            ? report
            : report with
            {
                Rows = now.Rows,
                Location = step.To,
                ExcludedDays = now.ExcludedDays,
                Warnings =
                [
                    new(
                        "RolledBack",
                        now.Note,
                        "The next run publishes anew. The version that was left is deleted then."
                    ),
                ],
            };
    }
}
