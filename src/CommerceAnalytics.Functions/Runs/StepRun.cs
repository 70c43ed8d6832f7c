using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tables.Rollback;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// A rollback, or a publication by hand, at work: lays out its steps, goes table by table, enters what changed into
/// history. It is a run like any other: it waits its turn, and has a report. It sends no query.
/// </summary>
internal sealed class StepRun(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    RunInput input,
    TableStates states,
    Task<object?> cancel
)
{
    public async Task RollBackAsync()
    {
        var plan = await PlanAsync<RollbackStep>(FunctionNames.PlanRollback);
        await GoAsync(plan, "rolling back", FunctionNames.RollBackTable, RolledBack);
    }

    public async Task PublishAsync()
    {
        var plan = await PlanAsync<HeldStep>(FunctionNames.PlanPublication);
        await GoAsync(plan, "publishing", FunctionNames.PublishHeld, PublishedByHand);
    }

    private async Task<TableSteps<TStep>> PlanAsync<TStep>(string function)
        where TStep : ITableStep
    {
        var asked = new StepsInput(context.InstanceId, input);
        var plan = await activities.CallWithRetryAsync<TableSteps<TStep>>(function, asked);
        if (plan.Failure is { } failure)
            states.EndRest(TableStatus.Failed, failure);
        return plan.Result ?? new([], KeepsHistory: false);
    }

    private async Task GoAsync<TStep>(
        TableSteps<TStep> plan,
        string doing,
        string function,
        Func<StepResult, ReportNotice> notice
    )
        where TStep : ITableStep
    {
        var changed = new List<LiveTable>();
        foreach (var step in plan.Steps)
        {
            if (cancel.IsCompleted)
                break;
            var phase = $"{doing} {step.ServiceName} {step.QueryType}";
            context.SetCustomStatus(states.Progress(RunProgress.Running, phase));
            var outcome = step.Failure is { } none
                ? new(null, none)
                : await activities.CallWithRetryAsync<StepResult>(function, step);
            states.End(step.ServiceName, [Report(step, outcome, notice)]);
            if (outcome.Result is { } done)
                changed.Add(new(step.ServiceName, step.QueryType, done.IsLive ? step.Location : null));
        }

        // Nights that were taken back show what was published before, or go.
        if (plan.KeepsHistory && changed.Count > 0)
            await RunHistory.KeepAsync(activities, context.InstanceId, input.Request.ExecutionDate, changed, states);
        states.EndRest(TableStatus.Cancelled);
    }

    private static TableReport Report(
        ITableStep step,
        Outcome<StepResult> outcome,
        Func<StepResult, ReportNotice> notice
    )
    {
        if (outcome.Result is not { } done)
            return TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Failed, outcome.Failure);
        return TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Published) with
        {
            Rows = done.Rows,
            Location = step.Location,
            ExcludedDays = done.ExcludedDays,
            Warnings = [notice(done)],
        };
    }

    private static ReportNotice RolledBack(StepResult done) =>
        new("RolledBack", done.Note, "The next run publishes anew. The version that was left is deleted then.");

    private static ReportNotice PublishedByHand(StepResult done)
    {
        var advice = done.IsLive
            ? "The same findings only warn from now on, until a night without them. To take it back: rollback."
            : "Readers of the live table see what they saw before.";
        return new("PublishedByHand", done.Note, advice);
    }
}
