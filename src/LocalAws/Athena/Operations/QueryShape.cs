using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;

namespace LocalAws.Athena.Operations;

/// <summary>Athena's QueryExecution, from the history's.</summary>
internal static class QueryShape
{
    public static object Of(QueryExecution query, DateTimeOffset now) =>
        new
        {
            QueryExecutionId = query.Id,
            Query = query.Question.Sql,
            query.Kind.StatementType,
            query.Kind.SubstatementType,
            ResultConfiguration = new { OutputLocation = ResultPlace.Of(query).Result.ToString() },
            ResultReuseConfiguration = new { ResultReuseByAgeConfiguration = new { Enabled = false } },
            QueryExecutionContext = new
            {
                query.Question.Database,
                Catalog = query.Question.Catalog.ToLowerInvariant(),
            },
            query.Question.WorkGroup,
            ExecutionParameters = query.Question.Parameters is null ? null : query.Question.ParameterList,
            EngineVersion = WorkGroupOperations.Engine,
            Status = Status(query),
            Statistics = Statistics(query, now),
        };

    /// <summary>How long the query has been in each part of its life so far, in milliseconds.</summary>
    public static (long Queue, long Engine, long Total) Times(QueryExecution query, DateTimeOffset now)
    {
        var end = query.Completed ?? now;
        // A query that was stopped in the queue never started.
        var started = query.Started ?? end;
        return (Millis(started - query.Submitted), Millis(end - started), Millis(end - query.Submitted));
    }

    private static object Status(QueryExecution query) =>
        new
        {
            State = query.State.ToString(),
            query.StateChangeReason,
            SubmissionDateTime = query.Submitted,
            CompletionDateTime = query.Completed,
            AthenaError = query.Error is not { } error
                ? null
                : new
                {
                    ErrorCategory = error.Category,
                    ErrorType = error.Type,
                    error.Retryable,
                    ErrorMessage = error.Message,
                },
        };

    private static object Statistics(QueryExecution query, DateTimeOffset now)
    {
        var (queue, engine, total) = Times(query, now);
        return new
        {
            EngineExecutionTimeInMillis = engine,
            DataScannedInBytes = query.Outcome?.DataScannedBytes ?? query.ScannedBytes,
            DataManifestLocation = query.Outcome?.ManifestLocation,
            TotalExecutionTimeInMillis = total,
            QueryQueueTimeInMillis = queue,
            ServiceProcessingTimeInMillis = 0,
            ResultReuseInformation = new { ReusedPreviousResult = false },
        };
    }

    private static long Millis(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);
}
