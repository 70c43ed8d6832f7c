using CommerceAnalytics.Aws.Athena;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>Queries that still write what is to be cleared up.</summary>
internal static class LeftoverQueries
{
    /// <summary>
    /// Stops them, and says which are active all the same: what those write is left to the next time.
    /// </summary>
    /// <param name="ids">Athena's ids; null for what has no query.</param>
    public static async Task<IReadOnlySet<string>> StopWritersAsync(
        this IQueryExecutions queries,
        IEnumerable<string?> ids,
        CancellationToken cancellationToken
    )
    {
        List<string> known = [.. ids.OfType<string>()];
        if (known.Count == 0)
            return new HashSet<string>();
        await queries.StopAsync(known, cancellationToken);
        return (await queries.GetStatesAsync(known, cancellationToken))
            .Where(state => state.Status is QueryStatus.Queued or QueryStatus.Running)
            .Select(state => state.QueryExecutionId)
            .ToHashSet();
    }
}
