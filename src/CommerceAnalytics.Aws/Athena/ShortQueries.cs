using System.Security.Cryptography;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Runs small statements to their end, outside any run.</summary>
/// <param name="queries">Athena.</param>
/// <param name="time">Clock for the waits between two looks.</param>
public sealed class ShortQueries(IQueryExecutions queries, TimeProvider time)
{
    // Athena takes a second or more, LocalAws a few milliseconds: waits that double suit both.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs a statement. Throws <see cref="FailureException"/> where it fails; stops it when cancelled.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QueryState> RunAsync(string sql, string database, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var id = await queries.SubmitAsync(new(sql, database, token), cancellationToken);
        try
        {
            for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                var state = (await queries.GetStatesAsync([id], cancellationToken)).SingleOrDefault();
                if (state is { Status: not (QueryStatus.Queued or QueryStatus.Running) })
                    return state.Failure is { } failure ? throw new FailureException(failure) : state;
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await queries.StopAsync([id], CancellationToken.None);
            throw;
        }
    }

    /// <summary>Runs a SELECT of few rows and reads them, as texts.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> SelectAsync(
        string sql,
        string database,
        CancellationToken cancellationToken
    ) => (await SelectAndTellAsync(sql, database, cancellationToken)).Rows;

    /// <summary>
    /// Runs a SELECT of few rows and reads them, and tells of the lines of the log that it could not read.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Database of names without one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(
        IReadOnlyList<IReadOnlyList<string?>> Rows,
        IReadOnlyList<SkippedDay> Skipped
    )> SelectAndTellAsync(string sql, string database, CancellationToken cancellationToken)
    {
        var state = await RunAsync(sql, database, cancellationToken);
        return (await queries.GetRowsAsync(state.QueryExecutionId, cancellationToken), state.Skipped ?? []);
    }
}
