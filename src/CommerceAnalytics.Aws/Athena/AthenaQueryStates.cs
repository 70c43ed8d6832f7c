using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>How query executions of one workgroup stand: by their ids, and by where they write.</summary>
internal sealed class AthenaQueryStates(IAmazonAthena athena, string workGroup)
{
    /// <summary>Athena: at most 50 ids in one BatchGetQueryExecution.</summary>
    private const int MaxBatch = 50;

    public async Task<IReadOnlyList<QueryState>> GetAsync(
        IReadOnlyCollection<string> queryExecutionIds,
        CancellationToken cancellationToken
    )
    {
        var states = new List<QueryState>(queryExecutionIds.Count);
        foreach (var ids in queryExecutionIds.Distinct().Chunk(MaxBatch))
        {
            var batch = await DescribeAsync([.. ids], cancellationToken);
            states.AddRange((batch.QueryExecutions ?? []).Select(QueryStates.Of));
            foreach (var unprocessed in batch.UnprocessedQueryExecutionIds ?? [])
                states.Add(await GetOneAsync(unprocessed.QueryExecutionId, cancellationToken));
        }
        return states;
    }

    /// <summary>
    /// The batch says of an id that it could not process little more than that; asked alone, Athena says why.
    /// </summary>
    public async Task<QueryState> GetOneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var response = await AwsCall.MakeAsync(
                $"Look at query execution {id}",
                () =>
                    athena.GetQueryExecutionAsync(
                        new GetQueryExecutionRequest { QueryExecutionId = id },
                        cancellationToken
                    ),
                cancellationToken
            );
            return QueryStates.Of(response.QueryExecution);
        }
        catch (FailureException failed) when (failed.Failure.Code == Causes.QueryNotFound.Code)
        {
            return new QueryState(id, QueryStatus.Failed, QueueMs: 0, EngineMs: 0, DataScannedBytes: 0, failed.Failure);
        }
    }

    public async Task<IReadOnlyList<FoundQuery>> FindActiveAsync(
        IReadOnlyCollection<string> resultsLocations,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var found = new List<FoundQuery>();
        string? next = null;
        do
        {
            var page = await ListAsync(next, cancellationToken);
            var executions = page.QueryExecutionIds is { Count: > 0 } ids
                ? (await DescribeAsync(ids, cancellationToken)).QueryExecutions ?? []
                : [];
            foreach (var execution in executions.Where(IsActive))
            {
                if (resultsLocations.FirstOrDefault(location => IsBelow(execution, location)) is { } location)
                    found.Add(new FoundQuery(execution.QueryExecutionId, location));
            }

            var isOlder =
                executions.Count > 0
                && executions.TrueForAll(execution => execution.Status?.SubmissionDateTime < since.UtcDateTime);
            next = isOlder ? null : page.NextToken;
        } while (!string.IsNullOrEmpty(next));
        return found;
    }

    private static bool IsActive(QueryExecution execution) =>
        QueryStates.Of(execution).Status is QueryStatus.Queued or QueryStatus.Running;

    private static bool IsBelow(QueryExecution execution, string location) =>
        execution.ResultConfiguration?.OutputLocation?.StartsWith(location, StringComparison.Ordinal) == true;

    private Task<ListQueryExecutionsResponse> ListAsync(string? next, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"List query executions of workgroup {workGroup}",
            () =>
                athena.ListQueryExecutionsAsync(
                    new ListQueryExecutionsRequest
                    {
                        WorkGroup = workGroup,
                        MaxResults = MaxBatch,
                        NextToken = next,
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    private Task<BatchGetQueryExecutionResponse> DescribeAsync(List<string> ids, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Look at {ids.Count} query executions",
            () =>
                athena.BatchGetQueryExecutionAsync(
                    new BatchGetQueryExecutionRequest { QueryExecutionIds = ids },
                    cancellationToken
                ),
            cancellationToken
        );
}
