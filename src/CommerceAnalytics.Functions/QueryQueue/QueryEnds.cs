using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>What the one who asked is told about a query that Athena had.</summary>
internal static class QueryEnds
{
    public static QueryResult From(QueryState ended, RunningQuery query) =>
        new(
            ended.Status == QueryStatus.Succeeded ? QueryEnd.Succeeded : QueryEnd.Failed,
            query.QueryExecutionId,
            query.SubmittedAt,
            ended.QueueMs,
            ended.EngineMs,
            ended.DataScannedBytes,
            ended.Status switch
            {
                QueryStatus.Succeeded => null,
                QueryStatus.Cancelled => QueueFailures.StoppedByOthers(query),
                _ => ended.Failure ?? QueueFailures.WithoutReason(query),
            }
        )
        {
            Skipped = ended.Skipped,
        };

    public static QueryResult Failed(RunningQuery query, Failure failure) =>
        new(QueryEnd.Failed, query.QueryExecutionId, query.SubmittedAt, Failure: failure);

    public static QueryResult Cancelled(RunningQuery query) =>
        new(QueryEnd.Cancelled, query.QueryExecutionId, query.SubmittedAt);
}

/// <summary>Failures that the queue itself finds.</summary>
internal static class QueueFailures
{
    /// <summary>
    /// Athena's answer when an account has as many active queries as it may: waited out, however long that takes.
    /// </summary>
    public const string TooManyRequests = "TooManyRequests";

    public static Failure TimedOut(RunningQuery query, CommerceSettings settings) =>
        new(
            "QueryTimeout",
            $"Query {query.QueryExecutionId} ({query.Request.Statement}) had not ended after "
                + $"{settings.QueryTimeoutMinutes} minutes and was stopped.",
            "See in Athena's query history whether it was queued or slow; raise CommerceAnalytics:QueryTimeoutMinutes if it needs longer, then rerun."
        );

    public static Failure StoppedByOthers(RunningQuery query) =>
        new(
            "QueryCancelled",
            $"Query {query.QueryExecutionId} ({query.Request.Statement}) was stopped, but not by this run.",
            "Ask who stopped it in Athena (CloudTrail: StopQueryExecution), and why; then rerun."
        );

    public static Failure WithoutReason(RunningQuery query) =>
        new(
            "QueryFailed",
            $"Query {query.QueryExecutionId} ({query.Request.Statement}) failed; Athena gave no reason.",
            "Look at the query in Athena's history, then rerun."
        );
}
