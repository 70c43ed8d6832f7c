using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Reads Athena's description of a query execution.</summary>
internal static class QueryStates
{
    public static QueryState Of(QueryExecution execution)
    {
        var status = StatusOf(execution.Status);
        return new QueryState(
            execution.QueryExecutionId,
            status,
            execution.Statistics?.QueryQueueTimeInMillis ?? 0,
            execution.Statistics?.EngineExecutionTimeInMillis ?? 0,
            execution.Statistics?.DataScannedInBytes ?? 0,
            status is QueryStatus.Failed ? AwsFailures.OfQuery(execution.QueryExecutionId, execution.Status) : null
        )
        {
            Skipped =
                status is QueryStatus.Succeeded
                && SkippedLines.Of(execution.Status.StateChangeReason) is { Count: > 0 } days
                    ? days
                    : null,
        };
    }

    private static QueryStatus StatusOf(QueryExecutionStatus status) =>
        status.State.Value switch
        {
            "QUEUED" => QueryStatus.Queued,
            "RUNNING" => QueryStatus.Running,
            "SUCCEEDED" => QueryStatus.Succeeded,
            // Engine version 3 cancels a query at the workgroup's limit of bytes scanned. Nobody stopped it: it failed.
            "CANCELLED" when IsCutOff(status) => QueryStatus.Failed,
            "CANCELLED" => QueryStatus.Cancelled,
            _ => QueryStatus.Failed,
        };

    private static bool IsCutOff(QueryExecutionStatus status) =>
        CauseTable.Of(AwsError.Of(status)) == Causes.BytesScannedLimit;
}
