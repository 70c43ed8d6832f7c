using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>
/// A run as its orchestrations know it, which is more, and sooner, than the report that it writes after each batch:
/// queries while they run, attempts, waits.
/// </summary>
/// <param name="RuntimeStatus">Durable's status.</param>
/// <param name="Text">What is done and what is running, in one line.</param>
/// <param name="Phase">Where it stands: see <see cref="RunProgress"/>; null before its first turn.</param>
/// <param name="CreatedAt">When it was started; from then until its report's start it waited its turn.</param>
/// <param name="Queue">Its queue of queries, while there is one.</param>
/// <param name="Tables">Its tables that have been reached.</param>
internal sealed record RunSteps(
    [property: JsonPropertyName("runtime_status")] string RuntimeStatus,
    [property: JsonPropertyName("line")] string? Text,
    [property: JsonPropertyName("phase")] string? Phase,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("queue")] QueueSteps? Queue,
    [property: JsonPropertyName("tables")] IReadOnlyList<TableSteps> Tables
)
{
    /// <summary>Reads a run; null where there is none of that id. What was purged of it is left out.</summary>
    public static async Task<RunSteps?> ReadAsync(
        DurableTaskClient client,
        string runId,
        CancellationToken cancellation
    )
    {
        if (await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellation) is not { } run)
            return null;
        var status = string.IsNullOrEmpty(run.SerializedCustomStatus) ? null : run.ReadCustomStatusAs<RunProgress>();
        var children = Children(await HistoryAsync(client, runId, cancellation)).ToList();
        var queue = run.IsCompleted ? null : await QueueAsync(client, children, cancellation);
        return new(
            $"{run.RuntimeStatus}",
            status?.Line,
            status?.Phase,
            run.CreatedAt,
            QueueSteps.Of(queue),
            await TablesAsync(client, children, queue, cancellation)
        );
    }

    /// <summary>
    /// Nothing of an instance that was purged, or that its parent has asked for and that is not there yet.
    /// </summary>
    private static async Task<IList<HistoryEvent>> HistoryAsync(
        DurableTaskClient client,
        string instanceId,
        CancellationToken cancellation
    )
    {
        try
        {
            return await client.GetOrchestrationHistoryAsync(instanceId, cancellation);
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static async Task<QueueStatus?> QueueAsync(
        DurableTaskClient client,
        List<SubOrchestrationInstanceCreatedEvent> children,
        CancellationToken cancellation
    ) =>
        children.Find(child => child.Name == FunctionNames.QueryQueueOrchestrator) is { } child
        && await client.GetInstanceAsync(child.InstanceId, getInputsAndOutputs: true, cancellation) is { } queue
        && !string.IsNullOrEmpty(queue.SerializedCustomStatus)
            ? queue.ReadCustomStatusAs<QueueStatus>()
            : null;

    private static async Task<IReadOnlyList<TableSteps>> TablesAsync(
        DurableTaskClient client,
        List<SubOrchestrationInstanceCreatedEvent> children,
        QueueStatus? queue,
        CancellationToken cancellation
    )
    {
        var tables = new List<TableSteps>();
        foreach (var service in children.Where(child => child.Name == FunctionNames.ServiceOrchestrator))
        {
            foreach (
                var refresh in Children(await HistoryAsync(client, service.InstanceId, cancellation))
                    .Where(child => child.Name == FunctionNames.RefreshTableOrchestrator)
            )
            {
                var history = await HistoryAsync(client, refresh.InstanceId, cancellation);
                if (
                    TableSteps.Of(history, (serviceName, queryType) => Running(queue, serviceName, queryType)) is
                    { } table
                )
                    tables.Add(table);
            }
        }

        return tables;
    }

    private static RunningAttempt? Running(QueueStatus? queue, string serviceName, string queryType) =>
        queue
            ?.Queries?.Zip(queue.QueryExecutionIds, (query, id) => (Query: query, Id: id))
            .Where(pair => pair.Query.Of == serviceName && pair.Query.Name == queryType)
            .Select(pair => new RunningAttempt(pair.Query.Attempt, pair.Id, pair.Query.SubmittedAt))
            .FirstOrDefault();

    private static IEnumerable<SubOrchestrationInstanceCreatedEvent> Children(IList<HistoryEvent> history) =>
        history.OfType<SubOrchestrationInstanceCreatedEvent>();
}

/// <summary>A run's queue of queries, for people.</summary>
/// <param name="Waiting">Queries that wait for a place.</param>
/// <param name="Running">Queries in Athena.</param>
/// <param name="Refusals">Submissions that Athena refused in a row.</param>
/// <param name="SubmitFrom">After a refusal: when the next is submitted, UTC; null otherwise.</param>
internal sealed record QueueSteps(
    [property: JsonPropertyName("waiting")] int Waiting,
    [property: JsonPropertyName("running")] int Running,
    [property: JsonPropertyName("refusals")] int Refusals,
    [property: JsonPropertyName("submit_from")] DateTime? SubmitFrom
)
{
    public static QueueSteps? Of(QueueStatus? queue) =>
        queue is null ? null : new(queue.Waiting, queue.QueryExecutionIds.Count, queue.Refusals, queue.SubmitFrom);
}
