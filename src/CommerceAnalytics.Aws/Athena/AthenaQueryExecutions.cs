using System.Text;
using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Query executions in Athena, in the workgroup and catalog of the settings.</summary>
internal sealed class AthenaQueryExecutions(IAmazonAthena athena, IOptions<CommerceSettings> options) : IQueryExecutions
{
    /// <summary>Athena: at most 262,144 bytes of UTF-8 in a statement.</summary>
    private const int MaxStatementBytes = 262_144;

    /// <summary>Athena: at most 1,000 rows in one answer of GetQueryResults.</summary>
    private const int MaxRowsOfPage = 1000;

    private readonly CommerceSettings _settings = options.Value;
    private readonly AthenaQueryStates _states = new(athena, options.Value.WorkGroup);

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

    public Task<IReadOnlyList<QueryState>> GetStatesAsync(
        IReadOnlyCollection<string> queryExecutionIds,
        CancellationToken cancellationToken
    ) => _states.GetAsync(queryExecutionIds, cancellationToken);

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
        var request = new GetQueryResultsRequest { QueryExecutionId = queryExecutionId, MaxResults = 1 };
        var results = await ResultsAsync("row count", request, cancellationToken);
        return results.UpdateCount;
    }

    public async Task<IReadOnlyList<IReadOnlyList<string?>>> GetRowsAsync(
        string queryExecutionId,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<Row>();
        var request = new GetQueryResultsRequest { QueryExecutionId = queryExecutionId, MaxResults = MaxRowsOfPage };
        do
        {
            var page = await ResultsAsync("rows", request, cancellationToken);
            rows.AddRange(page.ResultSet?.Rows ?? []);
            request.NextToken = page.NextToken;
        } while (!string.IsNullOrEmpty(request.NextToken));

        // The first row of a SELECT's first page holds the names of its columns.
        return [.. rows.Skip(1).Select(row => row.Data.ConvertAll(datum => (string?)datum.VarCharValue))];
    }

    public Task<IReadOnlyList<FoundQuery>> FindActiveAsync(
        IReadOnlyCollection<string> resultsLocations,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) => _states.FindActiveAsync(resultsLocations, since, cancellationToken);

    private Task<GetQueryResultsResponse> ResultsAsync(
        string what,
        GetQueryResultsRequest request,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync(
            $"Read the {what} of query execution {request.QueryExecutionId}",
            () => athena.GetQueryResultsAsync(request, cancellationToken),
            cancellationToken
        );

    private static void Check(QuerySubmission submission)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(submission.ClientRequestToken.Length, 32, nameof(submission));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(submission.ClientRequestToken.Length, 128, nameof(submission));
        var bytes = Encoding.UTF8.GetByteCount(submission.Sql);
        if (bytes <= MaxStatementBytes)
            return;
        var words = $"the statement has {bytes:N0} bytes, and Athena takes {MaxStatementBytes:N0}";
        throw new FailureException(AwsFailures.For("Submit a query", Causes.QueryTooLong, words));
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

    private async Task StopOneAsync(string id, CancellationToken cancellationToken)
    {
        var request = new StopQueryExecutionRequest { QueryExecutionId = id };
        try
        {
            await AwsCall.MakeAsync(
                $"Stop query execution {id}",
                () => athena.StopQueryExecutionAsync(request, cancellationToken),
                cancellationToken
            );
        }
        catch (FailureException failed) when (failed.InnerException is InvalidRequestException)
        {
            // Refused because it has ended, or because nobody knows it any more: either way nothing runs.
            var state = await _states.GetOneAsync(id, cancellationToken);
            if (state.Status is QueryStatus.Queued or QueryStatus.Running)
                throw;
        }
    }
}
