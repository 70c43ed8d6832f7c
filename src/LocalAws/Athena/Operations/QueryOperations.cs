using System.Globalization;
using System.Text;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.S3.Storage;
using LocalAws.Signing;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>StartQueryExecution, GetQueryExecution, BatchGetQueryExecution, StopQueryExecution, ListQueryExecutions.</summary>
internal sealed class QueryOperations(QueryDesk desk, QueryHistory history, QueryRunner runner, ObjectStore store, TimeProvider time)
{
    private const int LongestQuery = 262_144;
    private const int LargestBatch = 50;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
    [
        new("StartQueryExecution", JsonOperation.Of<StartRequest>(Start)),
        new("GetQueryExecution", JsonOperation.Of<IdRequest>(Get)),
        new("BatchGetQueryExecution", JsonOperation.Of<BatchRequest>(BatchGet)),
        new("StopQueryExecution", JsonOperation.Of<IdRequest>(Stop)),
        new("ListQueryExecutions", JsonOperation.Of<ListRequest>(List)),
    ];

    private object Start(StartRequest request, Caller caller)
    {
        var sql = AthenaErrors.Required(request.QueryString, "queryString");
        if (sql.Length == 0)
            throw AthenaErrors.Constraint("queryString", "Member must have length greater than or equal to 1");
        if (Encoding.UTF8.GetByteCount(sql) > LongestQuery)
            throw AthenaErrors.Constraint("queryString", $"Member must have length less than or equal to {LongestQuery}");
        if (request.ClientRequestToken is { Length: < 32 or > 128 })
            throw AthenaErrors.Constraint("clientRequestToken", "Member must have length between 32 and 128");
        if (request.ExecutionParameters is { Count: > 0 })
            throw AthenaErrors.Invalid("LocalAws does not take ExecutionParameters; write the values into the statement.");

        var workGroup = WorkGroupOperations.Check(request.WorkGroup ?? "primary");
        var catalog = CatalogOperations.Check(request.QueryExecutionContext?.Catalog ?? CatalogOperations.Name);
        var question = new QueryQuestion(
            sql, request.QueryExecutionContext?.Database?.ToLowerInvariant() ?? "default", catalog, workGroup, OutputLocation(request));
        return new { QueryExecutionId = desk.Submit(question, request.ClientRequestToken, caller).Id };
    }

    private string OutputLocation(StartRequest request)
    {
        var text = request.ResultConfiguration?.OutputLocation;
        if (string.IsNullOrEmpty(text))
            throw AthenaErrors.Invalid(
                "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.");
        var location = S3Location.TryParse(text) ?? throw AthenaErrors.Invalid("outputLocation is not a valid S3 path.");
        return store.HasBucket(location.Bucket) ? text : throw AthenaErrors.Invalid($"Unable to verify/create output bucket {location.Bucket}");
    }

    private object Get(IdRequest request) => new { QueryExecution = QueryShape.Of(Find(request.QueryExecutionId), time.GetUtcNow()) };

    private object BatchGet(BatchRequest request)
    {
        var ids = AthenaErrors.Required(request.QueryExecutionIds, "queryExecutionIds");
        if (ids.Count is 0 or > LargestBatch)
            throw AthenaErrors.Constraint("queryExecutionIds", $"Member must have length between 1 and {LargestBatch}");
        var found = ids.Distinct().Select(id => (Id: id, Query: history.Find(id))).ToList();
        return new
        {
            QueryExecutions = found.Where(f => f.Query is not null).Select(f => QueryShape.Of(f.Query!, time.GetUtcNow())),
            UnprocessedQueryExecutionIds = found.Where(f => f.Query is null).Select(f => new
            {
                QueryExecutionId = f.Id,
                ErrorCode = "INVALID_INPUT",
                ErrorMessage = AthenaErrors.UnknownQuery(f.Id).Message,
            }),
        };
    }

    private object? Stop(IdRequest request)
    {
        runner.Stop(Find(request.QueryExecutionId).Id);
        return null;
    }

    private object List(ListRequest request)
    {
        WorkGroupOperations.Check(request.WorkGroup ?? "primary");
        var size = AthenaErrors.PageSize(request.MaxResults, LargestBatch);
        var before = long.MaxValue;
        if (request.NextToken is { } token && !long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            throw AthenaErrors.Invalid("Invalid token");
        var page = history.Page(before, size + 1);
        return new
        {
            QueryExecutionIds = page.Take(size).Select(p => p.Id),
            NextToken = page.Count > size ? page[size - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private QueryExecution Find(string? id) =>
        history.Find(AthenaErrors.Required(id, "queryExecutionId")) ?? throw AthenaErrors.UnknownQuery(id);

    private sealed record StartRequest(
        string? QueryString,
        string? ClientRequestToken,
        Context? QueryExecutionContext,
        Configuration? ResultConfiguration,
        string? WorkGroup,
        IReadOnlyList<string>? ExecutionParameters);

    private sealed record Context(string? Database, string? Catalog);

    private sealed record Configuration(string? OutputLocation);

    private sealed record IdRequest(string? QueryExecutionId);

    private sealed record BatchRequest(IReadOnlyList<string>? QueryExecutionIds);

    private sealed record ListRequest(string? NextToken, int? MaxResults, string? WorkGroup);
}
