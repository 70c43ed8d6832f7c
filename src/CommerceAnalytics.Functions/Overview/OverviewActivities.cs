using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.TableChecks;
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
    /// Points the live overview at it, unless that shows a later date; one for history alone is only marked. Then removes
    /// its staging table, and old versions where no history may show them.
    /// </summary>
    /// <param name="input">What was built and checked.</param>
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
            var published = await PublishAsync(version, input.Built.IsHistoryOnly, cancellationToken);
            var notPruned = await pruning.RemoveAsync(run, [(plan, IsAlone(run, published))], cancellationToken);
            return new OverviewPublished(published.Later, notPruned);
        });
    }

    private async Task<PublishResult> PublishAsync(
        BuiltVersion version,
        bool isHistoryOnly,
        CancellationToken cancellationToken
    )
    {
        if (!isHistoryOnly)
            return await publisher.PublishAsync(version, force: false, cancellationToken);
        await publisher.MarkForHistoryAsync(version, cancellationToken);
        return new();
    }

    private static bool IsAlone(RunScope run, PublishResult published) => published.Later is null && !run.KeepsHistory;

    private static TablePlan Plan(BuiltOverview built) => built.Run.OverviewPlan(built.Services, built.Attempt);
}
