using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.TableChecks;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>
/// Checks what a statement of the extraction wrote, and publishes it. Can run twice, at any line, with the same result.
/// </summary>
/// <param name="queries">Athena: how many rows were written.</param>
/// <param name="catalog">Catalog: which columns the staging table has.</param>
/// <param name="extracts">The extract's partitions.</param>
/// <param name="builds">Records of what was written.</param>
public sealed class PublishExtractActivity(
    IQueryExecutions queries,
    ITableCatalog catalog,
    IExtractCatalog extracts,
    ExtractStatements builds
)
{
    private const int MostFilesKept = 3;

    /// <summary>
    /// Points the days at their new data, those without events too, and removes the staging table from the catalog.
    /// </summary>
    /// <returns>Events written.</returns>
    /// <param name="input">What was built.</param>
    [Function(FunctionNames.PublishExtract)]
    public Task<Outcome<long>> RunAsync(
        [ActivityTrigger] PublishExtractInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return Attempt.RunAsync(() => PublishAsync(input, cancellationToken));
    }

    private async Task<long> PublishAsync(PublishExtractInput input, CancellationToken cancellationToken)
    {
        var plan = input.Step.Plan(input.Run, input.Attempt);
        var rows = await queries.GetRowsWrittenAsync(input.QueryExecutionId, cancellationToken) ?? 0;
        if (
            await catalog.FindAsync(input.Run.Settings.Database, plan.StagingTable, cancellationToken)
            is not { } staging
        )
            return await IsPublishedAsync(plan, cancellationToken)
                ? rows
                : throw new FailureException(StagingTableMissing(plan, input));
        var written = await extracts.ListWrittenAsync(plan.StagingTable, cancellationToken);
        if (
            ExtractCheck.Check(
                plan,
                staging.Columns,
                [.. written.Select(partition => (partition.Day, partition.ServiceName, partition.Location))],
                rows
            ) is
            { } wrong
        )
            throw new FailureException(wrong);
        await builds.ClaimAsync(input, plan, cancellationToken);
        var columns = ExtractTable.Columns(input.Run.Summaries);
        await extracts.PublishAsync(Days(input, plan, written), columns, cancellationToken);
        await catalog.DeleteAsync(input.Run.Settings.Database, [plan.StagingTable], cancellationToken);
        return rows;
    }

    private static List<ExtractedDay> Days(
        PublishExtractInput input,
        ExtractPlan plan,
        IReadOnlyList<WrittenPartition> written
    )
    {
        var withEvents = written.Select(partition => (partition.Day, partition.ServiceName)).ToHashSet();
        return
        [
            .. from day in plan.Chunk.Days
            from service in plan.Chunk.Services
            let hasEvents = withEvents.Contains(($"{day:yyyy-MM-dd}", service))
            select new ExtractedDay(
                day,
                service,
                input.Run.ExecutionDate,
                input.Fingerprint,
                hasEvents,
                plan.LocationOf(day, service)
            )
            {
                QueryMs = input.QueryMs,
                Skipped = Skipped(input, day),
            },
        ];
    }

    // Kept with the day: on later nights the raw log is not read again, and its lines are as damaged as before.
    private static SkippedDay? Skipped(PublishExtractInput input, DateOnly day)
    {
        var told = input.Skipped?.FirstOrDefault(skipped => skipped.Day == $"{day:yyyy-MM-dd}");
        return told is null ? null : told with { Files = [.. told.Files.Take(MostFilesKept)] };
    }

    /// <summary>The staging table goes last: an activity that was delivered twice finds its work done.</summary>
    private async Task<bool> IsPublishedAsync(ExtractPlan plan, CancellationToken cancellationToken)
    {
        var locations = (await extracts.ListAsync(cancellationToken)).Select(day => day.Location).ToHashSet();
        return plan.Chunk.Days.All(day =>
            plan.Chunk.Services.All(service => locations.Contains(plan.LocationOf(day, service)))
        );
    }

    private static Failure StagingTableMissing(ExtractPlan plan, PublishExtractInput input) =>
        new(
            "StagingTableMissing",
            $"Query {input.QueryExecutionId} succeeded, but the catalog has no table {plan.StagingTable}.",
            "See whether something else deletes tables in this database while runs go on, then rerun."
        );
}

/// <summary>A statement of the extraction that has run.</summary>
/// <param name="Step">The statement.</param>
/// <param name="Fingerprint">Of the statement.</param>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="QueryExecutionId">Its query.</param>
/// <param name="QueryMs">How long the query took, queue included, in milliseconds.</param>
public sealed record PublishExtractInput(
    RunScope Run,
    ExtractStep Step,
    string Fingerprint,
    int Attempt,
    string QueryExecutionId,
    long QueryMs
)
{
    /// <summary>Days of the raw log whose lines it could not all read; null where the engine told of none.</summary>
    public IReadOnlyList<SkippedDay>? Skipped { get; init; }
}
