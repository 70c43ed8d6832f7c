using System.Globalization;
using LocalAws.Athena.Queries;
using LocalAws.Athena.WorkGroups;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>GetQueryExecution, BatchGetQueryExecution, StopQueryExecution, ListQueryExecutions.</summary>
internal sealed class QueryOperations(
    QueryHistory history,
    QueryRunner runner,
    WorkGroupOperations groups,
    TimeProvider time
)
{
    private const int LargestBatch = 50;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetQueryExecution", JsonOperation.Of<IdRequest>(Get)),
            new("BatchGetQueryExecution", JsonOperation.Of<BatchRequest>(BatchGet)),
            new("StopQueryExecution", JsonOperation.Of<IdRequest>(Stop)),
            new("ListQueryExecutions", JsonOperation.Of<ListRequest>(List)),
        ];

    private object Get(IdRequest request)
    {
        var query = history.Require(request.QueryExecutionId);
        return new { QueryExecution = QueryShape.Of(query, time.GetUtcNow()) };
    }

    private object BatchGet(BatchRequest request)
    {
        var ids = AthenaErrors.Required(request.QueryExecutionIds, "queryExecutionIds");
        AthenaErrors.Length("queryExecutionIds", ids.Count, 1, LargestBatch);
        var found = ids.Distinct().Select(id => (Id: id, Query: history.Find(id))).ToList();
        return new
        {
            QueryExecutions = found
                .Where(f => f.Query is not null)
                .Select(f => QueryShape.Of(f.Query!, time.GetUtcNow())),
            UnprocessedQueryExecutionIds = found
                .Where(f => f.Query is null)
                .Select(f => new
                {
                    QueryExecutionId = f.Id,
                    ErrorCode = "QUERY_EXECUTION_NOT_FOUND",
                    ErrorMessage = AthenaErrors.UnknownQuery(f.Id).Message,
                }),
        };
    }

    private object? Stop(IdRequest request)
    {
        runner.Stop(history.Require(request.QueryExecutionId).Id);
        return null;
    }

    private object List(ListRequest request)
    {
        var group = groups.Find(request.WorkGroup ?? WorkGroup.Primary);
        var size = AthenaErrors.PageSize(request.MaxResults, LargestBatch);
        var before = long.MaxValue;
        if (request.NextToken is { } token && !long.TryParse(token, NumberStyles.None, null, out before))
            throw AthenaErrors.Invalid("Invalid token");
        var page = history.Page(group.Name, before, size + 1);
        return new
        {
            QueryExecutionIds = page.Take(size).Select(p => p.Id),
            NextToken = page.Count > size ? page[size - 1].Sequence.ToString() : null,
        };
    }

    private sealed record IdRequest(string? QueryExecutionId);

    private sealed record BatchRequest(IReadOnlyList<string>? QueryExecutionIds);

    private sealed record ListRequest(string? NextToken, int? MaxResults, string? WorkGroup);
}
