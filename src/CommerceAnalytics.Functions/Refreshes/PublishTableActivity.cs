using CommerceAnalytics.Aws.Catalog;
using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Outcomes;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Refreshes;

/// <summary>Points a live table at a checked version. Can run twice, at any line, with the same result.</summary>
/// <param name="catalog">Catalog.</param>
/// <param name="store">Versions.</param>
/// <param name="publisher">Steps of a publication.</param>
/// <param name="logger">Log.</param>
public sealed class PublishTableActivity(
    ITableCatalog catalog, ISummaryStore store, Publisher publisher, ILogger<PublishTableActivity> logger)
{
    /// <summary>Completes the version's record, publishes it, removes the staging table from the catalog, and prunes old versions.</summary>
    /// <param name="input">What was built.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.PublishTable)]
    public Task<PublishOutcome> RunAsync([ActivityTrigger] PublishInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType);
        return Attempt.RunAsync(() => PublishAsync(input, cancellationToken));
    }

    private async Task<PublishOutcome> PublishAsync(PublishInput input, CancellationToken cancellationToken)
    {
        var (plan, run) = (input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt), input.Run);
        var live = await catalog.FindAsync(run.Settings.Database, plan.Table, cancellationToken);
        if (LaterThan(input, plan, live) is { } later)
        {
            await catalog.DeleteAsync(run.Settings.Database, plan.StagingTable, cancellationToken);
            return new(Later: later);
        }

        var version = await publisher.ClaimAsync(input, plan, cancellationToken);
        await publisher.PointAsync(run.Settings.Database, version, live, rolledBackBy: null, cancellationToken);
        var unstaged = await RefusedAsync(() => catalog.DeleteAsync(run.Settings.Database, plan.StagingTable, cancellationToken));
        logger.TablePublished(run.RunId, plan.Table, input.Rows, plan.Location);
        // Old versions go all the same: a right that is missing for months would let them pile up.
        var unpruned = await PruneAsync(plan, run, cancellationToken);
        return new(NotPruned: unstaged ?? unpruned);
    }

    /// <summary>
    /// Never backwards: not over a later date unless forced, and never over data written after ours, which only an activity that was
    /// delivered long ago can meet.
    /// </summary>
    private static Failure? LaterThan(PublishInput input, TablePlan plan, CatalogTable? live)
    {
        var date = input.Run.ExecutionDate;
        var published = TableParameters.CalculationDate(live);
        var backwards = published > date && !input.Run.Force;
        var overtaken = (published == date || input.Run.Force) && TableParameters.WrittenAt(live) > input.WrittenAt;
        return backwards || overtaken ? PublishedDates.LaterData(date, plan.Table, published ?? date, 1) : null;
    }

    /// <summary>The table is published by now: to call it failed because its staging table may not be removed would be untrue.</summary>
    private static async Task<Failure?> RefusedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (FailureException e) when (e.Failure.Retry == RetryAdvice.Never)
        {
            return e.Failure;
        }
    }

    /// <summary>The table is published by now: what cannot be deleted tonight is deleted another night.</summary>
    private async Task<Failure?> PruneAsync(TablePlan plan, RunScope run, CancellationToken cancellationToken)
    {
        try
        {
            var versions = await store.ListVersionsAsync(plan.Table, cancellationToken);
            foreach (var old in OldVersions.Of(versions, plan.Location, run.Settings.VersionsToKeep))
            {
                if (await store.RemoveVersionAsync(old, stands => stands.State != VersionState.Begun, cancellationToken) > 0)
                    logger.VersionDeleted(run.RunId, plan.Table, old.Location);
            }

            return null;
        }
        catch (FailureException e)
        {
            return e.Failure;
        }
    }
}

/// <summary>A version that was built and checked.</summary>
/// <param name="Run">The run.</param>
/// <param name="ServiceName">Service.</param>
/// <param name="QueryType">Query type.</param>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
/// <param name="QueryMs">How long the query took, queue included, in milliseconds.</param>
public sealed record PublishInput(
    RunScope Run, string ServiceName, string QueryType, int Attempt, long Rows, DateTimeOffset WrittenAt, long QueryMs);

/// <summary>What came of a publication.</summary>
/// <param name="Later">Set where the live table shows a later date and was left as it is.</param>
/// <param name="NotPruned">Why the staging table could not be removed, or old versions deleted; null when they were.</param>
/// <param name="Failure">Why nothing was published.</param>
public sealed record PublishOutcome(Failure? Later = null, Failure? NotPruned = null, Failure? Failure = null) : Outcome, IOutcome<PublishOutcome>
{
    /// <inheritdoc/>
    public static PublishOutcome Failed(Failure failure) => new(Failure: failure);
}
