using CommerceAnalytics.Checks;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>Checks and publishes the overview. Each can run twice with the same result.</summary>
/// <param name="staging">What was written.</param>
/// <param name="publisher">Steps of a publication.</param>
/// <param name="pruning">Removes what is superfluous then.</param>
public sealed class OverviewActivities(StagingTables staging, Publisher publisher, Pruning pruning)
{
    /// <summary>Checks columns, types and number of rows; changes nothing.</summary>
    /// <param name="built">What was built.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.CheckOverview)]
    public Task<Outcome<CheckResult>> CheckAsync(
        [ActivityTrigger] BuiltOverview built,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(built);
        SpanTags.OfStatement(built.Run.RunId, OverviewTable.QueryType);
        return Attempt.RunAsync(async () =>
        {
            var plan = Plan(built);
            var (table, rows) = await staging.ReadAsync(built.Run, plan, built.QueryExecutionId, cancellationToken);
            var wrong = OverviewCheck.Check(plan, built.Services.Count, table.Columns, rows);
            return new CheckResult(rows, TableCheck.Warnings(plan, rows), wrong);
        });
    }

    /// <summary>
    /// Points the live overview at it, unless that shows a later date; then removes its staging table and old versions.
    /// </summary>
    /// <param name="input">What was built and checked.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.PublishOverview)]
    public Task<Outcome<OverviewPublished>> PublishAsync(
        [ActivityTrigger] CheckedOverview input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var (run, plan) = (input.Built.Run, Plan(input.Built));
        SpanTags.OfStatement(run.RunId, OverviewTable.QueryType);
        var version = new BuiltVersion(run, plan, input.Rows, input.WrittenAt, input.QueryMs)
        {
            ServiceNames = input.Built.Services,
        };
        return Attempt.RunAsync(async () =>
        {
            var published = await publisher.PublishAsync(version, force: false, cancellationToken);
            var notPruned = await pruning.RemoveAsync(run, [(plan, published.Later is null)], cancellationToken);
            return new OverviewPublished(published.Later, notPruned);
        });
    }

    private static TablePlan Plan(BuiltOverview built) => built.Run.OverviewPlan(built.Services, built.Attempt);
}
