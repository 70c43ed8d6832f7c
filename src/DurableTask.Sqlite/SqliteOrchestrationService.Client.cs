using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Client;
using DurableTask.Sqlite.Dispatch;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite;

/// <content>What clients call. Every change is on the disk when its call returns.</content>
public sealed partial class SqliteOrchestrationService
{
    // Sorts before and after every time there is.
    private const long Earliest = 0;
    private const long Latest = long.MaxValue;

    /// <summary>Starts an instance whose id no instance has that has not ended.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">One has.</exception>
    /// <exception cref="ArgumentException">The message starts nothing, or names no instance and execution.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was started.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => CreateTaskOrchestrationAsync(creationMessage, null!);

    /// <summary>Starts an instance. One that has its id already, and may be replaced, is forgotten with all that it has.</summary>
    /// <param name="creationMessage">The start; its execution begins at its scheduled time, if it has one.</param>
    /// <param name="dedupeStatuses">States in which the id is taken: none when empty; null for all in which an instance has not ended.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken.</exception>
    /// <exception cref="ArgumentException">The message starts nothing, or names no instance and execution.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was started.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(creationMessage);
        var instance = NewInstance.Of(creationMessage, _engine.Time.GetUtcNow());
        return Store.Writer.WriteAsync(tx =>
        {
            var existing = tx.Find(instance.InstanceId);
            if (existing is not null && IsTaken(existing.Status, dedupeStatuses))
                throw new OrchestrationAlreadyExistsException(TurnCommit.Taken(existing));
            tx.Start(instance.After(existing));
            return true;
        });
    }

    /// <summary>Sends something to an instance; without effect when there is none of that id and execution, or it has ended.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was sent.</exception>
    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => SendTaskOrchestrationMessageBatchAsync(message);

    /// <summary>Sends some things to instances, all or nothing; each without effect where there is nobody to take it.</summary>
    /// <exception cref="ArgumentException">One is a start, or names no instance.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was sent.</exception>
    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var now = _engine.Time.GetUtcNow();
        var outgoing = messages.Select(message => Sendable(message, now)).ToList();
        return Store.Writer.WriteAsync(tx =>
        {
            outgoing.ForEach(message => tx.Send(message));
            return true;
        });
    }

    /// <summary>Waits, without polling, until an instance has ended.</summary>
    /// <param name="instanceId">The instance, which need not be there yet.</param>
    /// <param name="executionId">The execution to wait for; null or empty for whichever there is.</param>
    /// <param name="timeout">How long to wait, in the machine's own time; negative for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state at the end; null when the time is up.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The service was closed.</exception>
    public async Task<OrchestrationState> WaitForOrchestrationAsync(
        string instanceId, string executionId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var store = Store;
        var ended = EndAsync(store, instanceId, executionId, cancellationToken);
        try
        {
            return await ended.WaitAsync(Waits.Bounded(timeout), TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null!;
        }
    }

    /// <summary>Ends an instance, at its next turn. One whose scheduled start lies ahead ends at once.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was sent.</exception>
    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) => SendTaskOrchestrationMessageAsync(new TaskMessage
    {
        OrchestrationInstance = new() { InstanceId = instanceId },
        Event = new ExecutionTerminatedEvent(-1, reason),
    });

    /// <summary>The state of an instance, the only one in the list; an empty list when there is none of that id.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="allExecutions">Makes no difference: the present execution is the only one that is kept.</param>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        Task.FromResult<IList<OrchestrationState>>(Store.Reader.State(instanceId) is { } state ? [state] : []);

    /// <summary>The state of an execution of an instance, of the present one for null or empty; null when it is not there.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<OrchestrationState> GetOrchestrationStateAsync(string instanceId, string executionId)
    {
        var state = Store.Reader.State(instanceId);
        return Task.FromResult(IsMeant(state, executionId) ? state! : null!);
    }

    /// <summary>
    /// What happened in an execution, oldest first: a JSON array of DurableTask.Core's events, each with its EventType. Empty when the execution
    /// is not there.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string executionId)
    {
        var head = Store.Reader.Find(instanceId);
        var there = head is not null && (string.IsNullOrEmpty(executionId) || head.ExecutionId == executionId);
        var events = there ? Store.Reader.History(instanceId).Select(item => item.Text) : [];
        return Task.FromResult($"[{string.Join(',', events)}]");
    }

    /// <summary>Forgets instances that have ended, by a time of theirs.</summary>
    /// <param name="thresholdDateTimeUtc">Those whose time is before this one.</param>
    /// <param name="timeRangeFilterType">Which time counts.</param>
    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType)
    {
        var column = timeRangeFilterType switch
        {
            OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter => "created_at",
            OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter => "updated_at",
            OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter => "completed_at",
            _ => throw new ArgumentOutOfRangeException(nameof(timeRangeFilterType), timeRangeFilterType, "There is no such time."),
        };
        return PurgeAsync(new(column, Earliest, Times.Utc(thresholdDateTimeUtc).UtcTicks - 1), limit: null);
    }

    /// <summary>Forgets an instance, its history included, if it has ended.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId)
    {
        var purged = await Store.Writer.WriteAsync(tx =>
        {
            if (tx.Find(instanceId) is not { IsEnded: true })
                return 0;
            tx.Forget(instanceId);
            return 1;
        });
        return new(purged, isComplete: true);
    }

    /// <summary>Forgets the instances that have ended and that a filter lets through, some at a time.</summary>
    /// <returns>How many, and whether those were all: it stops early when the filter's time-out is over.</returns>
    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        ArgumentNullException.ThrowIfNull(purgeInstanceFilter);
        var from = Times.Utc(purgeInstanceFilter.CreatedTimeFrom).UtcTicks;
        var to = purgeInstanceFilter.CreatedTimeTo is { } before ? Times.Utc(before).UtcTicks : Latest;
        return PurgeAsync(new("created_at", from, to, purgeInstanceFilter.RuntimeStatus?.ToList()), purgeInstanceFilter.Timeout);
    }

    /// <summary>
    /// One page of instances, oldest first; with a prefix, in the order of their ids. Pages stay right while instances come and go. All filters
    /// count but ExcludeEntities: there are no entities here.
    /// </summary>
    /// <exception cref="ArgumentException">The continuation token is not one of this service.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be read.</exception>
    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        if (query.TaskHubNames is { Count: > 0 } hubs && !hubs.Contains(_engine.Settings.HubName, StringComparer.OrdinalIgnoreCase))
            return Task.FromResult(new OrchestrationQueryResult([], null));
        var limit = Math.Max(1, query.PageSize);
        // One more than the page holds tells whether there is another.
        var states = Store.Reader.Page(query, PagePosition.Read(query.ContinuationToken), limit == int.MaxValue ? limit : limit + 1);
        var next = states.Count > limit ? PagePosition.Write(states[limit - 1]) : null;
        return Task.FromResult(new OrchestrationQueryResult([.. states.Take(limit)], next));
    }

    private static bool IsTaken(OrchestrationStatus status, OrchestrationStatus[]? dedupeStatuses) =>
        dedupeStatuses is null ? !status.IsEnd() : dedupeStatuses.Contains(status);

    private static bool IsMeant(OrchestrationState? state, string? executionId) =>
        state is not null && (string.IsNullOrEmpty(executionId) || state.OrchestrationInstance.ExecutionId == executionId);

    private static Outgoing Sendable(TaskMessage message, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(message.OrchestrationInstance?.InstanceId))
            throw new ArgumentException("A message names the instance that it is for.", nameof(message));
        if (message.Event is ExecutionStartedEvent)
            throw new ArgumentException("A start is no message to an instance that is there.", nameof(message));
        return Outgoing.Of(message.OrchestrationInstance, message.Event, now);
    }

    private static async Task<OrchestrationState> EndAsync(
        OpenStore store, string instanceId, string? executionId, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked for before the state is read, so that no change falls in between.
            var change = store.Waiters.NextChange(instanceId);
            var head = store.Reader.Find(instanceId);
            if (head is { IsEnded: true } && store.Reader.State(instanceId) is { } state && IsMeant(state, executionId))
                return state;
            await change.WaitAsync(cancellationToken);
        }
    }

    private async Task<PurgeResult> PurgeAsync(EndedFilter filter, TimeSpan? limit)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (all, purged) = (0, Retention.Batch);
        while (purged == Retention.Batch)
        {
            if (limit is { } most && TimeProvider.System.GetElapsedTime(began) > most)
                return new(all, isComplete: false);
            purged = await Store.Writer.WriteAsync(tx => tx.ForgetEnded(filter, Retention.Batch));
            all += purged;
        }

        return new(all, isComplete: true);
    }
}
