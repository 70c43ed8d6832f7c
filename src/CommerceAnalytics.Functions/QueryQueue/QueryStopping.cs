using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>How the queue ends queries that have not ended by themselves, and tells those who wait for them.</summary>
internal sealed class QueryStopping(TaskOrchestrationContext context, ActivityCalls activities, QueueContents queries)
{
    /// <summary>Stops some queries; they fail.</summary>
    /// <param name="stopped">Which.</param>
    /// <param name="why">What each who asked is told.</param>
    public async Task StopAsync(List<RunningQuery> stopped, Func<RunningQuery, Failure> why)
    {
        if (stopped.Count > 0)
        {
            var refused = await AskAthenaAsync(stopped);
            stopped.ForEach(query =>
                queries.Reply(query.Request, QueryEnds.Failed(query, why(query)) with { NotStopped = refused })
            );
        }
    }

    /// <summary>The run was cancelled: nothing runs on, and nothing that waits is submitted.</summary>
    public async Task CancelAllAsync()
    {
        if (queries.Running.Count > 0)
        {
            var stopped = queries.Running.ToList();
            var refused = await AskAthenaAsync(stopped);
            stopped.ForEach(query =>
                queries.Reply(query.Request, QueryEnds.Cancelled(query) with { NotStopped = refused })
            );
        }

        queries.Waiting.ForEach(request => queries.Reply(request, new QueryResult(QueryEnd.Cancelled)));
        queries.Waiting.Clear();
    }

    /// <summary>Null where they are stopped; otherwise why one of them, or more, may not be.</summary>
    private async Task<Failure?> AskAthenaAsync(List<RunningQuery> stopped)
    {
        var done = await activities.CallWithRetryAsync<Done>(
            FunctionNames.StopQueries,
            stopped.ConvertAll(query => query.QueryExecutionId)
        );
        if (done.Failure is { } failure)
        {
            context
                .CreateReplaySafeLogger("CommerceAnalytics.Queue")
                .QueriesNotStopped(queries.Run.RunId, stopped.Count, failure.Message);
        }

        queries.Running.RemoveAll(stopped.Contains);
        return done.Failure;
    }
}
