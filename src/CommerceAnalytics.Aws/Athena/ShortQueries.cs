using System.Security.Cryptography;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Runs small statements to their end, outside any run.</summary>
/// <param name="time">Clock for the waits between two looks.</param>
public sealed class ShortQueries(IQueryExecutions queries, TimeProvider time)
{
    // Athena takes a second or more, LocalAws a few milliseconds: waits that double suit both.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs a statement. Throws <see cref="FailureException"/> where it fails; stops it where its end is not awaited.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    public async Task<QueryState> RunAsync(string sql, string database, CancellationToken cancellationToken)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var id = await queries.SubmitAsync(new(sql, database, token), cancellationToken);
        var state = await EndAsync(id, cancellationToken);
        return state.Failure is { } failure ? throw new FailureException(failure) : state;
    }

    private async Task<QueryState> EndAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                var states = await queries.GetStatesAsync([id], cancellationToken);
                if (states.SingleOrDefault() is { Status: not (QueryStatus.Queued or QueryStatus.Running) } state)
                    return state;
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            // Nobody waits for it any more, and it is billed.
            await StopAsync(id);
            throw;
        }
    }

    private async Task StopAsync(string id)
    {
        try
        {
            await queries.StopAsync([id], CancellationToken.None);
        }
        catch (FailureException)
        {
            // Why its end is not awaited is what the caller needs to hear; Athena ends it in time.
        }
    }

    /// <summary>Runs a SELECT and reads its rows, as texts.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> SelectAsync(
        string sql,
        string database,
        CancellationToken cancellationToken
    ) => (await SelectAndTellAsync(sql, database, cancellationToken)).Rows;

    /// <summary>
    /// Runs a SELECT and reads its rows, and tells of the lines of the log that it could not read.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    public async Task<(
        IReadOnlyList<IReadOnlyList<string?>> Rows,
        IReadOnlyList<SkippedDay> Skipped
    )> SelectAndTellAsync(string sql, string database, CancellationToken cancellationToken)
    {
        var state = await RunAsync(sql, database, cancellationToken);
        return (await queries.GetRowsAsync(state.QueryExecutionId, cancellationToken), state.Skipped ?? []);
    }
}
