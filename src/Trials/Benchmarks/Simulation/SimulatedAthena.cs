using System.Collections.Concurrent;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>
/// Athena as a client sees it: queries that take their time, and an account that takes only so many at once.
/// </summary>
/// <param name="calls">Counts requests.</param>
/// <param name="glue">Where tables appear when a query ends.</param>
/// <param name="s3">Where statements put what they write.</param>
/// <param name="limit">Active queries that the account allows; more are refused.</param>
/// <param name="duration">How long the query for a table of this type takes; figures are of the empty type.</param>
internal sealed class SimulatedAthena(
    TimeProvider time,
    ApiCalls calls,
    SimulatedGlue glue,
    SimulatedS3 s3,
    int limit,
    Func<string, TimeSpan> duration
)
    : AmazonAthenaClient(
        new AnonymousAWSCredentials(),
        new AmazonAthenaConfig { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "ap-northeast-2" }
    )
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _byToken = [];
    private readonly ConcurrentDictionary<string, SimulatedQuery> _queries = [];

    /// <summary>Submissions refused since the account was full.</summary>
    public int Refusals { get; private set; }

    /// <summary>All queries that were taken.</summary>
    public IReadOnlyCollection<SimulatedQuery> Queries => [.. _queries.Values];

    public void Forget()
    {
        lock (_lock)
        {
            _byToken.Clear();
            _queries.Clear();
            Refusals = 0;
        }
    }

    public override Task<StartQueryExecutionResponse> StartQueryExecutionAsync(
        StartQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    )
    {
        calls.Count("Athena", "StartQueryExecution");
        lock (_lock)
        {
            if (_byToken.TryGetValue(request.ClientRequestToken, out var there))
                return Task.FromResult(new StartQueryExecutionResponse { QueryExecutionId = there });
            if (_queries.Values.Count(query => query.EndsAt > time.GetUtcNow()) >= limit)
            {
                Refusals++;
                throw new TooManyRequestsException(
                    "You have exceeded the limit for the number of queries you can run concurrently."
                )
                {
                    ErrorCode = nameof(TooManyRequestsException),
                };
            }

            var id = _byToken[request.ClientRequestToken] = $"q-{_queries.Count + 1}";
            var statement = SimulatedStatement.Of(request.QueryString);
            var now = time.GetUtcNow();
            _queries[id] = new(id, statement, now, now + duration(statement.Type));
            return Task.FromResult(new StartQueryExecutionResponse { QueryExecutionId = id });
        }
    }

    public override Task<BatchGetQueryExecutionResponse> BatchGetQueryExecutionAsync(
        BatchGetQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    )
    {
        calls.Count("Athena", "BatchGetQueryExecution");
        return Task.FromResult(
            new BatchGetQueryExecutionResponse { QueryExecutions = request.QueryExecutionIds.ConvertAll(Execution) }
        );
    }

    public override Task<GetQueryResultsResponse> GetQueryResultsAsync(
        GetQueryResultsRequest request,
        CancellationToken cancellationToken = default
    )
    {
        calls.Count("Athena", "GetQueryResults");
        var statement = _queries[request.QueryExecutionId].Statement;
        return Task.FromResult(
            new GetQueryResultsResponse
            {
                UpdateCount = statement.Rows,
                // The first row holds the names of the columns.
                ResultSet = new ResultSet { Rows = [ARow(), .. statement.Answer().Select(ARow)] },
            }
        );
    }

    public override Task<StopQueryExecutionResponse> StopQueryExecutionAsync(
        StopQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    )
    {
        calls.Count("Athena", "StopQueryExecution");
        return Task.FromResult(new StopQueryExecutionResponse());
    }

    public override Task<GetWorkGroupResponse> GetWorkGroupAsync(
        GetWorkGroupRequest request,
        CancellationToken cancellationToken = default
    )
    {
        calls.Count("Athena", "GetWorkGroup");
        var configuration = new WorkGroupConfiguration { EnforceWorkGroupConfiguration = false };
        return Task.FromResult(
            new GetWorkGroupResponse
            {
                WorkGroup = new WorkGroup
                {
                    Name = request.WorkGroup,
                    State = WorkGroupState.ENABLED,
                    Configuration = configuration,
                },
            }
        );
    }

    private static Row ARow(params string[] values) =>
        new() { Data = [.. values.Select(value => new Datum { VarCharValue = value })] };

    private QueryExecution Execution(string id)
    {
        var query = _queries[id];
        if (query.EndsAt <= time.GetUtcNow() && query.Statement.Table is not null && query.TakeResult())
        {
            s3.PutResult(query.Statement.Location);
            glue.Put(query.Statement);
        }

        return query.Execution(time.GetUtcNow());
    }
}
