using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Athena query executions: submit, poll, stop, read.</summary>
/// <remarks>
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached, and nothing else of its
/// own.
/// </remarks>
public interface IQueryExecutions
{
    /// <summary>
    /// Submits a statement and returns at once. Idempotent: the same token gives the same query execution.
    /// </summary>
    /// <param name="submission">What to run.</param>
    /// <returns>The query execution id.</returns>
    Task<string> SubmitAsync(QuerySubmission submission, CancellationToken cancellationToken);

    /// <summary>States of up to any number of query executions, 50 a request (BatchGetQueryExecution).</summary>
    /// <param name="queryExecutionIds">Ids from <see cref="SubmitAsync"/>.</param>
    Task<IReadOnlyList<QueryState>> GetStatesAsync(
        IReadOnlyCollection<string> queryExecutionIds,
        CancellationToken cancellationToken
    );

    /// <summary>Stops query executions; those that have ended already stay as they are.</summary>
    /// <param name="queryExecutionIds">Ids from <see cref="SubmitAsync"/>.</param>
    Task StopAsync(IReadOnlyCollection<string> queryExecutionIds, CancellationToken cancellationToken);

    /// <summary>
    /// Ids of query executions that wait or run and whose result files go below one of some locations: found in Athena
    /// itself (ListQueryExecutions), for queries that nobody remembers any more.
    /// </summary>
    /// <param name="resultsLocations"><c>s3://</c> addresses that end with a slash.</param>
    /// <param name="since">Nothing that was submitted before this is looked at: Athena tells the newest first.</param>
    Task<IReadOnlyList<FoundQuery>> FindActiveAsync(
        IReadOnlyCollection<string> resultsLocations,
        DateTimeOffset since,
        CancellationToken cancellationToken
    );

    /// <summary>Rows that a CTAS or INSERT wrote (GetQueryResults.UpdateCount).</summary>
    /// <param name="queryExecutionId">A succeeded CTAS.</param>
    /// <returns>The count, or null where Athena gives none.</returns>
    Task<long?> GetRowsWrittenAsync(string queryExecutionId, CancellationToken cancellationToken);

    /// <summary>All rows of a SELECT, in as many requests as Athena's pages of 1,000 need.</summary>
    /// <param name="queryExecutionId">A succeeded SELECT.</param>
    /// <returns>Values as Athena's texts, without the header row; null is NULL.</returns>
    Task<IReadOnlyList<IReadOnlyList<string?>>> GetRowsAsync(
        string queryExecutionId,
        CancellationToken cancellationToken
    );
}

/// <summary>A statement to run.</summary>
/// <param name="Sql">One statement, at most 262,144 bytes of UTF-8.</param>
/// <param name="Database">Database that unqualified names are looked up in.</param>
/// <param name="ClientRequestToken">32 to 128 characters; the same token and statement run once.</param>
/// <param name="OutputLocation"><c>s3://</c> address for Athena's result files; null: that of the settings.</param>
public sealed record QuerySubmission(
    string Sql,
    string Database,
    string ClientRequestToken,
    string? OutputLocation = null
);

/// <summary>A query execution that was found by where its result files go.</summary>
/// <param name="QueryExecutionId">Athena's id.</param>
/// <param name="ResultsLocation">Which of the locations that were asked for.</param>
public sealed record FoundQuery(string QueryExecutionId, string ResultsLocation);

/// <summary>What Athena says of a query execution.</summary>
/// <param name="QueryExecutionId">Athena's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="QueueMs">Time in Athena's queue, in milliseconds; 0 until known.</param>
/// <param name="EngineMs">Time in the engine, in milliseconds; 0 until known.</param>
/// <param name="DataScannedBytes">Bytes scanned so far.</param>
/// <param name="Failure">Why it failed, for <see cref="QueryStatus.Failed"/>, else null.</param>
public sealed record QueryState(
    string QueryExecutionId,
    QueryStatus Status,
    long QueueMs,
    long EngineMs,
    long DataScannedBytes,
    Failure? Failure = null
)
{
    /// <summary>
    /// Days whose lines could not all be read, as far as the engine tells; null where it tells of none.
    /// </summary>
    public IReadOnlyList<SkippedDay>? Skipped { get; init; }
}

/// <summary>Athena's states.</summary>
public enum QueryStatus
{
    /// <summary>Waits in Athena's queue.</summary>
    Queued = 0,

    /// <summary>Runs.</summary>
    Running = 1,

    /// <summary>Ended well.</summary>
    Succeeded = 2,

    /// <summary>Ended with an error.</summary>
    Failed = 3,

    /// <summary>Was stopped.</summary>
    Cancelled = 4,
}
