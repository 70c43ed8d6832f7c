using CommerceAnalytics.Aws.Athena;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Queries of a queue that died. Its custom status names them, but an engine drops that status when a replay differs
/// from its history. All result files of a run go to a folder of its own, so Athena itself can tell which queries are
/// the run's.
/// </summary>
public sealed class LostQueries(IQueryExecutions queries)
{
    // Clocks here and in AWS differ.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10);

    /// <summary>Ids of those that wait or run, with the location that each was found by.</summary>
    /// <param name="resultsLocations">Where the runs' result files go.</param>
    /// <param name="since">When the oldest of the queues began.</param>
    internal Task<IReadOnlyList<FoundQuery>> FindAsync(
        IReadOnlyCollection<string> resultsLocations,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) => queries.FindActiveAsync(resultsLocations, since - Leeway, cancellationToken);

    /// <summary>Stops the queries of one run; says how many there were.</summary>
    /// <param name="resultsLocation">Where the run's result files go.</param>
    /// <param name="since">When the run began.</param>
    internal async Task<int> StopAsync(
        string resultsLocation,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var found = await FindAsync([resultsLocation], since, cancellationToken);
        await queries.StopAsync([.. found.Select(query => query.QueryExecutionId)], cancellationToken);
        return found.Count;
    }
}
