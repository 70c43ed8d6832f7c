using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Points a live table at a checked version. Can run twice, at any line, with the same result.</summary>
/// <param name="catalog">Catalog.</param>
/// <param name="publisher">Steps of a publication.</param>
/// <param name="logger">Log.</param>
public sealed class PublishTableActivity(
    ITableCatalog catalog,
    Publisher publisher,
    ILogger<PublishTableActivity> logger
)
{
    /// <summary>
    /// Completes the version's record and publishes it. What is superfluous then goes when the whole service is done.
    /// </summary>
    /// <param name="input">What was built.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.PublishTable)]
    public Task<Outcome<PublishResult>> RunAsync(
        [ActivityTrigger] PublishInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType);
        return Attempt.RunAsync(() => PublishAsync(input, cancellationToken));
    }

    private async Task<PublishResult> PublishAsync(PublishInput input, CancellationToken cancellationToken)
    {
        var (plan, run) = (input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt), input.Run);
        var live = await catalog.LastSeenAsync(run.Settings.Database, plan.Table, cancellationToken);
        // To publish over, what was seen will do; to leave the table alone, only what stands.
        if (LaterThan(input, plan, live) is not null)
            live = await catalog.FindAsync(run.Settings.Database, plan.Table, cancellationToken);
        if (LaterThan(input, plan, live) is { } later)
            return new(Later: later);

        var version = await publisher.ClaimAsync(input, plan, live, cancellationToken);
        await publisher.PointAsync(run.Settings.Database, version, live, rolledBackBy: null, cancellationToken);
        logger.TablePublished(run.RunId, plan.Table, input.Rows, plan.Location);
        return new();
    }

    /// <summary>
    /// Never backwards: not over a later date unless forced, and never over data written after ours, which only an
    /// activity that was delivered long ago can meet.
    /// </summary>
    private static Failure? LaterThan(PublishInput input, TablePlan plan, CatalogTable? live)
    {
        var date = input.Run.ExecutionDate;
        var published = TableParameters.CalculationDate(live);
        var backwards = published > date && !input.Run.Force;
        var overtaken = (published == date || input.Run.Force) && TableParameters.WrittenAt(live) > input.WrittenAt;
        return backwards || overtaken ? PublishedDates.LaterData(date, plan.Table, published ?? date, 1) : null;
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
    RunScope Run,
    string ServiceName,
    string QueryType,
    int Attempt,
    long Rows,
    DateTimeOffset WrittenAt,
    long QueryMs
);

/// <summary>What came of a publication.</summary>
/// <param name="Later">Set where the live table shows a later date and was left as it is.</param>
public sealed record PublishResult(Failure? Later = null);
