using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.History;
using CommerceAnalytics.Naming;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables.Rollback;

/// <summary>The steps of a rollback. Each can run twice with the same result.</summary>
/// <param name="versions">Versions of tables.</param>
/// <param name="locations">What tables show.</param>
public sealed class RollbackActivities(
    TableVersions versions,
    LocationCheck locations,
    ILogger<RollbackActivities> logger
)
{
    /// <summary>Settles for each table from which version to which; changes nothing.</summary>
    /// <param name="input">Which tables.</param>
    [Function(FunctionNames.PlanRollback)]
    public Task<Outcome<TableSteps<RollbackStep>>> PlanAsync(
        [ActivityTrigger] StepsInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.RunId);
        return Attempt.RunAsync(async () =>
        {
            var there = await locations.CheckAsync(input.Run.Places(), cancellationToken);
            var steps = new List<RollbackStep>();
            foreach (var table in input.Run.Tables())
                steps.Add(await PlanAsync(input.RunId, table, cancellationToken));
            return new TableSteps<RollbackStep>(steps, there.Any(table => HistoryTable.Is(table.Name)));
        });
    }

    /// <summary>Points one table back, in one catalog update.</summary>
    /// <param name="step">From which version to which.</param>
    [Function(FunctionNames.RollBackTable)]
    public Task<Outcome<StepResult>> GoAsync([ActivityTrigger] RollbackStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        SpanTags.OfTable(step.RunId, step.ServiceName, step.QueryType);
        return Attempt.RunAsync(async () =>
        {
            var table = SummaryNames.Table(step.ServiceName, step.QueryType);
            var (now, was) = await versions.GoAsync(table, step.From!, step.Location!, step.RunId, cancellationToken);
            logger.TableRolledBack(step.RunId, table, was.Location, now.Location);
            return new StepResult(
                now.Rows,
                Note(table, now, was),
                now.ExcludedDays.Count > 0 ? now.ExcludedDays : null
            );
        });
    }

    private static string Note(string table, TableVersion now, TableVersion was) =>
        $"{table} shows {now.ExecutionDate:yyyy-MM-dd} of run {now.RunId} again; it had shown {was.ExecutionDate:yyyy-MM-dd} of run {was.RunId}.";

    /// <summary>That one table cannot go back is its own failure; that AWS does not answer is everybody's.</summary>
    private async Task<RollbackStep> PlanAsync(string runId, TableName table, CancellationToken cancellationToken)
    {
        var step = new RollbackStep(runId, table.ServiceName, table.QueryType);
        try
        {
            var (live, before) = await versions.FindAsync(
                SummaryNames.Table(table.ServiceName, table.QueryType),
                cancellationToken
            );
            return step with { From = live.Location, Location = before.Location };
        }
        catch (FailureException e) when (e.Failure.Retry == RetryAdvice.Never)
        {
            return step with { Failure = e.Failure };
        }
    }
}
