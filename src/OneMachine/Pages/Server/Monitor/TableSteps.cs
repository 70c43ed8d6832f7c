using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Reports;
using DurableTask.Core.History;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>What happened to a table in a run, step by step, as the history of its refresh has it.</summary>
/// <param name="Step">
/// <c>waiting</c> (for a place among the run's queries), <c>querying</c>, <c>checking</c>, <c>publishing</c> or
/// <c>ended</c>.
/// </param>
/// <param name="Attempts">Its queries, in order.</param>
/// <param name="EndedAt">UTC; null while it goes on.</param>
/// <param name="Report">What came of it, before the run's own report has it; null while it goes on.</param>
internal sealed record TableSteps(
    [property: JsonPropertyName("service_name")] string ServiceName,
    [property: JsonPropertyName("query_type")] string QueryType,
    [property: JsonPropertyName("step")] string Step,
    [property: JsonPropertyName("attempts")] IReadOnlyList<QueryAttempt> Attempts,
    [property: JsonPropertyName("ended_at")] DateTimeOffset? EndedAt,
    [property: JsonPropertyName("report")] JsonElement? Report
)
{
    /// <summary>
    /// Reads a refresh's history; null where it has none of a query, as one that has just been called.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="running">Its query in Athena; null where none runs.</param>
    public static TableSteps? Of(IList<HistoryEvent> history, Func<string, string, RunningAttempt?> running)
    {
        var turn = default(DateTimeOffset);
        var attempts = new List<QueryAttempt>();
        QueryRequest? table = null;
        (string Step, DateTimeOffset? EndedAt, string? Output) state = ("waiting", null, null);
        foreach (var happened in history)
        {
            switch (happened)
            {
                case OrchestratorStartedEvent:
                    turn = Utc(happened);
                    break;
                case EventSentEvent { Name: QueueEvents.Submit, Input: { } input }:
                    table = Read<QueryRequest>(input);
                    attempts.Add(new(table.Attempt, turn));
                    state.Step = "waiting";
                    break;
                case EventRaisedEvent { Name: QueueEvents.Ended, Input: { } input } when attempts.Count > 0:
                    attempts[^1] = attempts[^1].Ended(Read<QueryResult>(input), Utc(happened));
                    state.Step = "checking";
                    break;
                case TaskScheduledEvent { Name: FunctionNames.PublishTable }:
                    state.Step = "publishing";
                    break;
                case ExecutionCompletedEvent completed:
                    state = ("ended", turn, completed.FailureDetails is null ? completed.Result : null);
                    break;
            }
        }

        if (table is null)
            return null;
        if (
            state.Step == "waiting"
            && running(table.Statement.Of, table.Statement.Name) is { } now
            && now.Number == attempts[^1].Number
        )
            (state.Step, attempts[^1]) = (
                "querying",
                attempts[^1] with
                {
                    QueryExecutionId = now.QueryExecutionId,
                    SubmittedAt = now.SubmittedAt,
                }
            );
        JsonElement? report = state.Output is { } output
            ? JsonSerializer.SerializeToElement(Read<TableReport>(output), RunReportJson.Options)
            : null;
        return new(table.Statement.Of, table.Statement.Name, state.Step, attempts, state.EndedAt, report);
    }

    // Histories have their times in UTC, whatever the serialiser says of their kind.
    private static DateTimeOffset Utc(HistoryEvent happened) =>
        new(DateTime.SpecifyKind(happened.Timestamp, DateTimeKind.Utc));

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}

/// <summary>One query of a table in a run.</summary>
/// <param name="Number">1, or 2 after a failure that Athena called retryable.</param>
/// <param name="AskedAt">When the refresh asked the run's queue for it, UTC.</param>
internal sealed record QueryAttempt(
    [property: JsonPropertyName("number")] int Number,
    [property: JsonPropertyName("asked_at")] DateTimeOffset AskedAt
)
{
    /// <summary>Athena's id; null before it was submitted.</summary>
    [JsonPropertyName("query_execution_id")]
    public string? QueryExecutionId { get; init; }

    /// <summary>When it was submitted, UTC.</summary>
    [JsonPropertyName("submitted_at")]
    public DateTime? SubmittedAt { get; init; }

    /// <summary>When the refresh heard of its end, UTC.</summary>
    [JsonPropertyName("ended_at")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Time in Athena's queue in milliseconds, once it has ended.</summary>
    [JsonPropertyName("queue_ms")]
    public long? QueueMs { get; init; }

    /// <summary>Time in Athena's engine in milliseconds, once it has ended.</summary>
    [JsonPropertyName("engine_ms")]
    public long? EngineMs { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c> or <c>cancelled</c>; null before its end.</summary>
    [JsonPropertyName("end")]
    public string? End { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    public QueryAttempt Ended(QueryResult result, DateTimeOffset at) =>
        this with
        {
            QueryExecutionId = result.QueryExecutionId,
            SubmittedAt = result.SubmittedAt,
            EndedAt = at,
            QueueMs = result.QueueMs,
            EngineMs = result.EngineMs,
            End = result.End.ToString().ToLowerInvariant(),
            Error = result.Failure is { } failure ? $"{failure.Code}: {failure.Message}" : null,
        };
}

/// <summary>A query that runs in Athena, as the run's queue shows it.</summary>
internal sealed record RunningAttempt(int Number, string QueryExecutionId, DateTime SubmittedAt);
