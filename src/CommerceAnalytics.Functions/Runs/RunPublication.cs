using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// A publication by hand at work: settles the versions, publishes table by table, enters them into history. It is a run
/// like any other: it waits its turn, and has a report. It sends no query.
/// </summary>
internal sealed class RunPublication(
    TaskOrchestrationContext context,
    ActivityCalls activities,
    RunInput input,
    TableStates states,
    Task<object?> cancel
)
{
    public async Task RunAsync()
    {
        var plan = await activities.CallWithRetryAsync<PublicationPlan>(
            FunctionNames.PlanPublication,
            new PublicationInput(context.InstanceId, input)
        );
        if (plan.Failure is { } failure)
            states.EndRest(TableStatus.Failed, failure);
        var published = new List<LiveTable>();
        foreach (var step in (plan.Result?.Steps ?? []).TakeWhile(_ => !cancel.IsCompleted))
        {
            context.SetCustomStatus(
                states.Progress(RunProgress.Running, $"publishing {step.ServiceName} {step.QueryType}")
            );
            var (report, entry) = await PublishAsync(step);
            states.End(step.ServiceName, [report]);
            if (entry is not null)
                published.Add(entry);
        }

        if (plan.Result is { KeepsHistory: true } && published.Count > 0)
            await RunHistory.KeepAsync(activities, context.InstanceId, input.Request.ExecutionDate, published, states);
        states.EndRest(TableStatus.Cancelled);
    }

    private async Task<(TableReport Report, LiveTable? Entry)> PublishAsync(HeldStep step)
    {
        if (step.Failure is { } none)
            return (TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Failed, none), null);
        var outcome = await activities.CallWithRetryAsync<HeldPublished>(FunctionNames.PublishHeld, step);
        if (outcome.Result is not { } done)
            return (TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Failed, outcome.Failure), null);
        var report = TableReports.Of(step.ServiceName, step.QueryType, TableStatus.Published) with
        {
            Rows = done.Rows,
            Location = step.Location,
            ExcludedDays = done.ExcludedDays,
            Warnings = [Notice(done)],
        };
        return (report, new(step.ServiceName, step.QueryType, done.IsLive ? step.Location : null));
    }

    private static ReportNotice Notice(HeldPublished done) =>
        new(
            "PublishedByHand",
            done.Note,
            done.IsLive
                ? "The same findings only warn from now on, until a night without them. To take it back: rollback."
                : "Readers of the live table see what they saw before."
        );
}
