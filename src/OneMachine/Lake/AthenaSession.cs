using System.Runtime.CompilerServices;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using LocalAws;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>Runs statements through the Athena API of a lake's LocalAws, as any client of Athena does.</summary>
/// <param name="address">The lake's LocalAws.</param>
/// <param name="database">Database for unqualified names.</param>
/// <param name="outputLocation"><c>s3://</c> address for Athena's result files.</param>
/// <param name="time">Clock for the waits between two looks.</param>
internal sealed class AthenaSession(LocalAwsAddress address, string database, string outputLocation, TimeProvider time)
    : IDisposable
{
    /// <summary>Athena's most rows a page.</summary>
    private const int PageSize = 1000;

    /// <summary>Athena's most ids in one BatchGetQueryExecution.</summary>
    private const int MostExecutions = 50;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly AmazonAthenaClient _client = Client(address);

    public static AmazonAthenaClient Client(LocalAwsAddress address) =>
        new(
            new BasicAWSCredentials(address.AccessKeyId, address.SecretAccessKey),
            new AmazonAthenaConfig { ServiceURL = address.Endpoint.ToString(), AuthenticationRegion = address.Region }
        );

    /// <summary>Runs a statement to its end. Stops it when cancelled.</summary>
    /// <exception cref="FailureException">Athena refused it, or it failed: in Athena's words.</exception>
    public async Task<QueryExecution> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var started = await _client.StartQueryExecutionAsync(Request(sql), cancellationToken);
            return await WaitAsync(started.QueryExecutionId, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw new FailureException(new Failure(e.ErrorCode ?? "AthenaError", e.Message, ""), e);
        }
        catch (HttpRequestException e)
        {
            throw new FailureException(
                new Failure(
                    "ConnectionLost",
                    $"LocalAws at {address.Endpoint}{Process()} does not answer: {e.Message}.",
                    "If it has ended meanwhile, try again."
                ),
                e
            );
        }
    }

    /// <summary>
    /// The result of a statement that ended well, page by page; the first row of a SELECT's first page is its header
    /// and is left out.
    /// </summary>
    public async IAsyncEnumerable<ResultSet> ResultsAsync(
        QueryExecution execution,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new GetQueryResultsRequest
        {
            QueryExecutionId = execution.QueryExecutionId,
            MaxResults = PageSize,
        };
        var hasHeader = execution.StatementType == StatementType.DML;
        do
        {
            var page = await _client.GetQueryResultsAsync(request, cancellationToken);
            if (hasHeader && request.NextToken is null && page.ResultSet.Rows is { Count: > 0 } rows)
                rows.RemoveAt(0);
            yield return page.ResultSet;
            request.NextToken = page.NextToken;
        } while (request.NextToken is not null);
    }

    /// <summary>Query executions by id, in no order; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<QueryExecution>> ExecutionsAsync(
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new List<QueryExecution>();
        foreach (var some in ids.Chunk(MostExecutions))
        {
            var answer = await _client.BatchGetQueryExecutionAsync(
                new BatchGetQueryExecutionRequest { QueryExecutionIds = [.. some] },
                cancellationToken
            );
            found.AddRange(answer.QueryExecutions ?? []);
        }

        return found;
    }

    /// <summary>
    /// Tables of the session's database whose names match, as the catalog has them; none where there is no such
    /// database.
    /// </summary>
    /// <param name="catalog">Athena data catalog.</param>
    /// <param name="expression">Regular expression over the whole name.</param>
    public async Task<IReadOnlyList<TableMetadata>> TablesAsync(
        string catalog,
        string expression,
        CancellationToken cancellationToken
    )
    {
        var (tables, request) = (
            new List<TableMetadata>(),
            new ListTableMetadataRequest
            {
                CatalogName = catalog,
                DatabaseName = database,
                Expression = expression,
            }
        );
        try
        {
            do
            {
                var page = await _client.ListTableMetadataAsync(request, cancellationToken);
                tables.AddRange(page.TableMetadataList ?? []);
                request.NextToken = page.NextToken;
            } while (request.NextToken is not null);
            return tables;
        }
        catch (MetadataException)
        {
            return [];
        }
    }

    /// <summary>Runs a SELECT of few rows and reads them.</summary>
    /// <exception cref="FailureException">Athena refused it, or it failed: in Athena's words.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> SelectAsync(
        string sql,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<IReadOnlyList<string?>>();
        await foreach (var page in ResultsAsync(await ExecuteAsync(sql, cancellationToken), cancellationToken))
            rows.AddRange((page.Rows ?? []).Select(row => row.Data.ConvertAll(datum => (string?)datum.VarCharValue)));
        return rows;
    }

    /// <summary>Which process it is, where that is known.</summary>
    private string Process() => address.ProcessId == 0 ? "" : $" (process {address.ProcessId})";

    public void Dispose() => _client.Dispose();

    private StartQueryExecutionRequest Request(string sql) =>
        new()
        {
            QueryString = sql,
            QueryExecutionContext = new QueryExecutionContext { Database = database },
            ResultConfiguration = new ResultConfiguration { OutputLocation = outputLocation },
        };

    private async Task<QueryExecution> WaitAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                var answer = await _client.GetQueryExecutionAsync(
                    new GetQueryExecutionRequest { QueryExecutionId = id },
                    cancellationToken
                );
                var status = answer.QueryExecution.Status;
                if (status.State == QueryExecutionState.SUCCEEDED)
                    return answer.QueryExecution;
                if (status.State == QueryExecutionState.FAILED || status.State == QueryExecutionState.CANCELLED)
                    throw new FailureException(
                        new Failure($"{status.State}", status.StateChangeReason ?? "Athena gave no reason.", "")
                    );
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await _client.StopQueryExecutionAsync(
                new StopQueryExecutionRequest { QueryExecutionId = id },
                CancellationToken.None
            );
            throw;
        }
    }
}
