using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// Removes what a service's publications have made superfluous, for all its tables at once: one call does for seven
/// tables what would be seven.
/// </summary>
/// <param name="pruning">Removes it.</param>
public sealed class PruneServiceActivity(Pruning pruning)
{
    /// <summary>
    /// Removes the staging tables from the catalog, and versions older than those that stay readable. Can run twice.
    /// </summary>
    /// <param name="input">What was built.</param>
    [Function(FunctionNames.PruneService)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] PruneInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfService(input.Run.RunId, input.ServiceName);
        // History may show old versions: they are its matter then.
        var built = input
            .Tables.Select(table =>
                (
                    input.Run.Plan(input.ServiceName, table.QueryType, table.Attempt),
                    table.IsPublished && !input.Run.KeepsHistory
                )
            )
            .ToList();
        return Attempt.RunAsync(async () =>
        {
            if (await pruning.RemoveAsync(input.Run, built, cancellationToken) is { } left)
                throw new FailureException(left);
        });
    }
}

/// <summary>Which tables of a service were built.</summary>
/// <param name="Tables">Those whose staging tables nobody needs any more.</param>
public sealed record PruneInput(RunScope Run, string ServiceName, IReadOnlyList<BuiltTable> Tables);

/// <summary>A table that was built and checked.</summary>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="IsPublished">False where a later date was live, or the audit holds it.</param>
public sealed record BuiltTable(string QueryType, int Attempt, bool IsPublished);
