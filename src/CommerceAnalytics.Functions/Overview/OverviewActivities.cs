using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Checks;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>Checks and publishes the overview. Each can run twice with the same result.</summary>
/// <param name="staging">What was written.</param>
/// <param name="publisher">Steps of a publication.</param>
/// <param name="pruning">Removes what is superfluous then.</param>
/// <param name="queries">Athena.</param>
/// <param name="settings">Settings.</param>
public sealed class OverviewActivities(
    StagingTables staging,
    Publisher publisher,
    Pruning pruning,
    IQueryExecutions queries,
    IOptions<CommerceSettings> settings
)
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
            return new CheckResult(rows, OverviewCheck.Warnings(plan), wrong);
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

    /// <summary>Reads the query's rows, with one call; changes nothing.</summary>
    /// <param name="input">Which query.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.FindSilentShops)]
    public Task<Outcome<IReadOnlyList<ReportNotice>>> FindSilentShopsAsync(
        [ActivityTrigger] SilentShopsInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.Run.RunId);
        SpanTags.OfQuery(input.QueryExecutionId);
        return Attempt.RunAsync(async () =>
        {
            var rows = await queries.GetRowsAsync(input.QueryExecutionId, cancellationToken);
            var silent = rows.Select(row => row[0]).OfType<string>();
            return SilentShops.Warnings(settings.Value, silent, input.Window);
        });
    }

    private static TablePlan Plan(BuiltOverview built) => built.Run.OverviewPlan(built.Services, built.Attempt);
}
