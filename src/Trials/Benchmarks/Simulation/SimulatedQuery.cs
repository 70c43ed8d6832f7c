using Amazon.Athena;
using Amazon.Athena.Model;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>A query that the simulated Athena has taken.</summary>
internal sealed class SimulatedQuery(
    string id,
    SimulatedStatement statement,
    DateTimeOffset submittedAt,
    DateTimeOffset endsAt
)
{
    private int _taken;

    public string Id { get; } = id;

    public SimulatedStatement Statement { get; } = statement;

    public DateTimeOffset SubmittedAt { get; } = submittedAt;

    public DateTimeOffset EndsAt { get; } = endsAt;

    /// <summary>True once: what the query wrote appears one time.</summary>
    public bool TakeResult() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>What Athena answers of it.</summary>
    public QueryExecution Execution(DateTimeOffset now)
    {
        var ended = EndsAt <= now;
        return new QueryExecution
        {
            QueryExecutionId = Id,
            Status = new QueryExecutionStatus
            {
                State = ended ? QueryExecutionState.SUCCEEDED : QueryExecutionState.RUNNING,
            },
            Statistics = new QueryExecutionStatistics
            {
                EngineExecutionTimeInMillis = ended ? (long)(EndsAt - SubmittedAt).TotalMilliseconds : null,
                QueryQueueTimeInMillis = 0,
                DataScannedInBytes = ended ? 1_000_000L : null,
            },
        };
    }
}
