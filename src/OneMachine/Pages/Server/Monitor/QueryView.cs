using System.Text.Json.Serialization;
using Amazon.Athena.Model;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>A query execution as Athena has it.</summary>
/// <param name="Id">Query execution id.</param>
/// <param name="Sql">The statement.</param>
/// <param name="State">Athena's state.</param>
/// <param name="SubmittedAt">UTC.</param>
/// <param name="CompletedAt">UTC; null while it runs.</param>
/// <param name="QueueMs">Time in Athena's queue in milliseconds; null where not known yet.</param>
internal sealed record QueryView(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("sql")] string Sql,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("submitted_at")] DateTime? SubmittedAt,
    [property: JsonPropertyName("completed_at")] DateTime? CompletedAt,
    [property: JsonPropertyName("queue_ms")] long? QueueMs
)
{
    public static QueryView Of(QueryExecution execution) =>
        new(
            execution.QueryExecutionId,
            execution.Query,
            execution.Status.State.Value,
            execution.Status.SubmissionDateTime?.ToUniversalTime(),
            execution.Status.CompletionDateTime?.ToUniversalTime(),
            execution.Statistics?.QueryQueueTimeInMillis
        );
}
