using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>All that the queue knows: its input, and what it hands to itself when it starts anew.</summary>
/// <param name="Run">The run that it serves.</param>
public sealed record QueueState(RunScope Run)
{
    /// <summary>Queries to submit, in the order they came.</summary>
    public IReadOnlyList<QueryRequest> Waiting { get; init; } = [];

    /// <summary>Queries that Athena has and that were not seen to have ended.</summary>
    public IReadOnlyList<RunningQuery> Running { get; init; } = [];

    /// <summary>Whether the run has been told that the queue is there.</summary>
    public bool Announced { get; init; }

    /// <summary>Whether the run was cancelled.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Whether nothing more will come.</summary>
    public bool Closed { get; init; }

    /// <summary>Submissions that Athena refused in a row.</summary>
    public int Refusals { get; init; }

    /// <summary>Nothing is submitted before this time, UTC.</summary>
    public DateTime SubmitFrom { get; init; }

    /// <summary>
    /// How long the last query of each name took in this run, in milliseconds; null before any has ended.
    /// </summary>
    public IReadOnlyDictionary<string, long>? Seen { get; init; }

    /// <summary>What the queue has spent and nobody was told of yet.</summary>
    public CallCounts? CallCounts { get; init; }
}

/// <summary>A query that Athena has.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="QueryExecutionId">Athena's id.</param>
/// <param name="SubmittedAt">When, UTC.</param>
/// <param name="PollAt">When to look at it next, UTC.</param>
public sealed record RunningQuery(QueryRequest Request, string QueryExecutionId, DateTime SubmittedAt, DateTime PollAt);

/// <summary>
/// The queue's custom status: lets the next run stop what a run that was terminated from outside has left behind, and
/// the monitor show queries while they run.
/// </summary>
/// <param name="RunId">The run that the queue serves.</param>
/// <param name="Waiting">Number of queries not submitted yet.</param>
/// <param name="QueryExecutionIds">Athena's ids of the queries that run.</param>
/// <param name="Queries">What those queries are, in the same order: as many of the first as there is room for.</param>
/// <param name="Refusals">Submissions that Athena refused in a row.</param>
/// <param name="SubmitFrom">After a refusal: when the next is submitted, UTC; null otherwise.</param>
public sealed record QueueStatus(
    string RunId,
    int Waiting,
    IReadOnlyList<string> QueryExecutionIds,
    IReadOnlyList<QueryShown>? Queries = null,
    int Refusals = 0,
    DateTime? SubmitFrom = null
)
{
    // Azure allows 16 KB of UTF-16. All the ids must be in it: the next run stops what they name.
    private const int MostCharacters = 8000;

    /// <summary>An id with its quotes and comma.</summary>
    private const int OfAnId = 39;

    /// <summary>A query with the longest name: days of an extraction and a service.</summary>
    private const int OfAQuery = 190;

    internal static IReadOnlyList<QueryShown> Show(IReadOnlyCollection<RunningQuery> running) =>
        [
            .. running
                .Take((MostCharacters - (running.Count * OfAnId)) / OfAQuery)
                .Select(query => new QueryShown(
                    query.Request.Statement.Of,
                    query.Request.Statement.Name,
                    query.Request.Attempt,
                    query.SubmittedAt
                )),
        ];
}

/// <summary>A query that runs, as the queue's custom status has it.</summary>
/// <param name="Of">What its statement is about.</param>
/// <param name="Name">What its statement makes.</param>
/// <param name="Attempt">1, or 2.</param>
/// <param name="SubmittedAt">When, UTC.</param>
public sealed record QueryShown(string Of, string Name, int Attempt, DateTime SubmittedAt);
