using System.Text;
using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Query executions in Athena, in the workgroup and catalog of the settings.</summary>
internal sealed class AthenaQueryExecutions(IAmazonAthena athena, IOptions<CommerceSettings> options) : IQueryExecutions
{
    /// <summary>Athena: at most 262,144 bytes of UTF-8 in a statement.</summary>
    private const int MaxStatementBytes = 262_144;

    /// <summary>Athena: at most 50 ids in one BatchGetQueryExecution.</summary>
    private const int MaxBatch = 50;

    /// <summary>Athena: at most 1,000 rows in one GetQueryResults.</summary>
    private const int MaxRows = 1000;

    private readonly CommerceSettings _settings = options.Value;

    public async Task<string> SubmitAsync(QuerySubmission submission, CancellationToken cancellationToken)
    {
        Check(submission);
        var response = await AwsCall.MakeAsync(
            $"Submit a query in workgroup {_settings.WorkGroup}",
            () => athena.StartQueryExecutionAsync(Request(submission), cancellationToken),
            cancellationToken
        );
        return response.QueryExecutionId;
    }

    public async Task<IReadOnlyList<QueryState>> GetStatesAsync(
        IReadOnlyCollection<string> queryExecutionIds,
        CancellationToken cancellationToken
    )
    {
        var states = new List<QueryState>(queryExecutionIds.Count);
        foreach (var ids in queryExecutionIds.Distinct().Chunk(MaxBatch))
            states.AddRange(await GetBatchAsync(ids, cancellationToken));
        return states;
    }

    public async Task StopAsync(IReadOnlyCollection<string> queryExecutionIds, CancellationToken cancellationToken)
    {
        // One that cannot be stopped must not keep the others running: they are billed.
        FailureException? first = null;
        foreach (var id in queryExecutionIds.Distinct())
        {
            try
            {
                await StopOneAsync(id, cancellationToken);
            }
            catch (FailureException failed)
            {
                first ??= failed;
            }
        }

        if (first is not null)
            throw new FailureException(first.Failure, first);
    }

    public async Task<long?> GetRowsWrittenAsync(string queryExecutionId, CancellationToken cancellationToken)
    {
        var response = await AwsCall.MakeAsync(
            $"Read the row count of query execution {queryExecutionId}",
            () =>
                athena.GetQueryResultsAsync(
                    new GetQueryResultsRequest { QueryExecutionId = queryExecutionId, MaxResults = 1 },
                    cancellationToken
                ),
            cancellationToken
        );
        return response.UpdateCount;
    }

    public async Task<IReadOnlyList<IReadOnlyList<string?>>> GetRowsAsync(
        string queryExecutionId,
        CancellationToken cancellationToken
    )
    {
        var response = await AwsCall.MakeAsync(
            $"Read the rows of query execution {queryExecutionId}",
            () =>
                athena.GetQueryResultsAsync(
                    new GetQueryResultsRequest { QueryExecutionId = queryExecutionId, MaxResults = MaxRows },
                    cancellationToken
                ),
            cancellationToken
        );
        // The first row of a SELECT holds the names of its columns.
        return
        [
            .. (response.ResultSet?.Rows ?? [])
                .Skip(1)
                .Select(row => row.Data.ConvertAll(datum => (string?)datum.VarCharValue)),
        ];
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
                ? await DescribeAsync(ids, cancellationToken)
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
            $"List query executions of workgroup {_settings.WorkGroup}",
            () =>
                athena.ListQueryExecutionsAsync(
                    new ListQueryExecutionsRequest
                    {
                        WorkGroup = _settings.WorkGroup,
                        MaxResults = MaxBatch,
                        NextToken = next,
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    private async Task<List<QueryExecution>> DescribeAsync(List<string> ids, CancellationToken cancellationToken)
    {
        var response = await AwsCall.MakeAsync(
            $"Look at {ids.Count} query executions",
            () =>
                athena.BatchGetQueryExecutionAsync(
                    new BatchGetQueryExecutionRequest { QueryExecutionIds = ids },
                    cancellationToken
                ),
            cancellationToken
        );
        return response.QueryExecutions ?? [];
    }

    private static void Check(QuerySubmission submission)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(submission.ClientRequestToken.Length, 32, nameof(submission));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(submission.ClientRequestToken.Length, 128, nameof(submission));
        var bytes = Encoding.UTF8.GetByteCount(submission.Sql);
        if (bytes > MaxStatementBytes)
        {
            throw new FailureException(
                AwsFailures.For(
                    "Submit a query",
                    Causes.QueryTooLong,
                    $"the statement has {bytes:N0} bytes, and Athena takes {MaxStatementBytes:N0}"
                )
            );
        }
    }

    private StartQueryExecutionRequest Request(QuerySubmission submission) =>
        new()
        {
            QueryString = submission.Sql,
            ClientRequestToken = submission.ClientRequestToken,
            WorkGroup = _settings.WorkGroup,
            QueryExecutionContext = new QueryExecutionContext
            {
                Catalog = _settings.Catalog,
                Database = submission.Database,
            },
            ResultConfiguration = new ResultConfiguration
            {
                OutputLocation = submission.OutputLocation ?? _settings.QueryResultsAddress(),
            },
        };

    private async Task<IEnumerable<QueryState>> GetBatchAsync(string[] ids, CancellationToken cancellationToken)
    {
        var response = await AwsCall.MakeAsync(
            $"Look at {ids.Length} query executions",
            () =>
                athena.BatchGetQueryExecutionAsync(
                    new BatchGetQueryExecutionRequest { QueryExecutionIds = [.. ids] },
                    cancellationToken
                ),
            cancellationToken
        );
        var states = (response.QueryExecutions ?? []).ConvertAll(QueryStates.Of);
        foreach (var unprocessed in response.UnprocessedQueryExecutionIds ?? [])
            states.Add(await GetOneAsync(unprocessed.QueryExecutionId, cancellationToken));
        return states;
    }

    // The batch says of an id that it could not process little more than that; asked alone, Athena says why.
    private async Task<QueryState> GetOneAsync(string id, CancellationToken cancellationToken)
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

    private async Task StopOneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await AwsCall.MakeAsync(
                $"Stop query execution {id}",
                () =>
                    athena.StopQueryExecutionAsync(
                        new StopQueryExecutionRequest { QueryExecutionId = id },
                        cancellationToken
                    ),
                cancellationToken
            );
        }
        catch (FailureException failed) when (failed.InnerException is InvalidRequestException)
        {
            // Refused because it has ended, or because nobody knows it any more: either way nothing runs.
            var state = await GetOneAsync(id, cancellationToken);
            if (state.Status is QueryStatus.Queued or QueryStatus.Running)
                throw;
        }
    }
}
