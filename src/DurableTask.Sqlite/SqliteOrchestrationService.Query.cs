using DurableTask.Core;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Client;

namespace DurableTask.Sqlite;

/// <content>What clients ask.</content>
public sealed partial class SqliteOrchestrationService
{
    /// <summary>
    /// The state of an instance, the only one in the list; an empty list when there is none of that id.
    /// </summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="allExecutions">Makes no difference: the present execution is the only one that is kept.</param>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        Task.FromResult<IList<OrchestrationState>>(Store.Reader.State(instanceId) is { } state ? [state] : []);

    /// <summary>
    /// The state of an execution of an instance, of the present one for null or empty; null when it is not there.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<OrchestrationState> GetOrchestrationStateAsync(string instanceId, string executionId)
    {
        var state = Store.Reader.State(instanceId);
        return Task.FromResult(IsMeant(state?.OrchestrationInstance.ExecutionId, executionId) ? state! : null!);
    }

    /// <summary>
    /// What happened in an execution, oldest first: a JSON array of DurableTask.Core's events, each with its
    /// EventType. Empty when the execution
    /// is not there.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string executionId)
    {
        var there = IsMeant(Store.Reader.Find(instanceId)?.ExecutionId, executionId);
        var events = there ? Store.Reader.History(instanceId).Select(item => item.Text) : [];
        return Task.FromResult($"[{string.Join(',', events)}]");
    }

    /// <summary>
    /// One page of instances, oldest first; with a prefix, in the order of their ids. Pages stay right while
    /// instances come and go. All filters
    /// count but ExcludeEntities: there are no entities here.
    /// </summary>
    /// <exception cref="ArgumentException">The continuation token is not one of this service.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(
        OrchestrationQuery query,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        if (
            query.TaskHubNames is { Count: > 0 } hubs
            && !hubs.Contains(_engine.Settings.HubName, StringComparer.OrdinalIgnoreCase)
        )
            return Task.FromResult(new OrchestrationQueryResult([], null));
        var limit = Math.Max(1, query.PageSize);
        // One more than the page holds tells whether there is another.
        var states = Store.Reader.Page(
            query,
            PagePosition.Read(query.ContinuationToken),
            limit == int.MaxValue ? limit : limit + 1
        );
        var next = states.Count > limit ? PagePosition.Write(states[limit - 1]) : null;
        return Task.FromResult(new OrchestrationQueryResult([.. states.Take(limit)], next));
    }

    private static bool IsMeant(string? there, string? asked) =>
        there is not null && (string.IsNullOrEmpty(asked) || asked == there);
}
