using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.Sql;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>GetQueryResults and GetQueryRuntimeStatistics.</summary>
internal sealed class ResultOperations(QueryHistory history, ResultReader reader, TimeProvider time)
{
    private const int LargestPage = 1000;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetQueryResults", JsonOperation.Of<ResultsRequest>(GetResults)),
            new("GetQueryRuntimeStatistics", JsonOperation.Of<IdRequest>(GetStatistics)),
        ];

    private object GetResults(ResultsRequest request)
    {
        var query = history.Require(request.QueryExecutionId);
        if (!query.IsFinished)
            throw AthenaErrors.Invalid(
                $"Query has not yet finished. Current state: {query.State}",
                "INVALID_QUERY_EXECUTION_STATE"
            );
        if (query.State == QueryState.CANCELLED)
            throw AthenaErrors.Invalid("Could not find results", "RESULT_NOT_FOUND");
        if (query.Outcome is not { } outcome)
            throw AthenaErrors.Invalid(
                $"Query did not finish successfully. Final query state: {query.State}",
                "INVALID_QUERY_EXECUTION_STATE"
            );
        var page = reader.Read(query, request.NextToken, AthenaErrors.PageSize(request.MaxResults, LargestPage));
        // What a CTAS or INSERT gives is one number; Athena describes it as a column all the same.
        var columns = outcome.UpdateCount is null ? outcome.Columns : [new("rows", "bigint", 19, 0)];
        return new
        {
            UpdateCount = outcome.UpdateCount ?? 0,
            ResultSet = new
            {
                Rows = page.Rows.Select(r => new { Data = r.Select(v => new { VarCharValue = v }) }),
                ResultSetMetadata = new { ColumnInfo = columns.Select(Column) },
            },
            page.NextToken,
        };
    }

    private object GetStatistics(IdRequest request)
    {
        var query = history.Require(request.QueryExecutionId);
        var (queue, engine, total) = QueryShape.Times(query, time.GetUtcNow());
        return new
        {
            QueryRuntimeStatistics = new
            {
                Timeline = new
                {
                    QueryQueueTimeInMillis = queue,
                    EngineExecutionTimeInMillis = engine,
                    ServiceProcessingTimeInMillis = 0,
                    TotalExecutionTimeInMillis = total,
                },
                Rows = query.Outcome is not { } outcome
                    ? null
                    : new
                    {
                        InputBytes = outcome.DataScannedBytes,
                        OutputRows = outcome.UpdateCount ?? outcome.RowCount,
                    },
            },
        };
    }

    private static object Column(ResultColumn column) =>
        new
        {
            CatalogName = "hive",
            SchemaName = "",
            TableName = "",
            column.Name,
            Label = column.Name,
            column.Type,
            column.Precision,
            column.Scale,
            Nullable = "UNKNOWN",
            CaseSensitive = column.Type is "varchar" or "char" or "string",
        };

    private sealed record ResultsRequest(string? QueryExecutionId, string? NextToken, int? MaxResults);

    private sealed record IdRequest(string? QueryExecutionId);
}
