using DurableTask.Core;
using DurableTask.Sqlite.Dispatch;

namespace DurableTask.Sqlite;

/// <content>What the dispatchers of a worker call.</content>
public sealed partial class SqliteOrchestrationService
{
    // After an error that nobody has foreseen; what can be foreseen waits in here, and for its own instance alone.
    private const int SecondsAfterError = 1;

    /// <inheritdoc/>
    public int TaskOrchestrationDispatcherCount => 1;

    /// <inheritdoc/>
    public int MaxConcurrentTaskOrchestrationWorkItems => _engine.Settings.MaxConcurrentOrchestrations;

    /// <summary>Events that were not taken go with the orchestration when it continues as new.</summary>
    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    /// <inheritdoc/>
    public int TaskActivityDispatcherCount => 1;

    /// <inheritdoc/>
    public int MaxConcurrentTaskActivityWorkItems => _engine.Settings.MaxConcurrentActivities;

    /// <summary>Never: a turn is one transaction, however much it sends.</summary>
    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    /// <summary>None: an item that went wrong waits by itself, and does not hold up others.</summary>
    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

    /// <inheritdoc/>
    public int GetDelayInSecondsAfterOnFetchException(Exception exception) =>
        exception is OperationCanceledException ? 0 : SecondsAfterError;

    /// <inheritdoc/>
    public async Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    ) =>
        (
            await TakeAsync(
                (store, asking) => store.Turns.TakeAsync(receiveTimeout, cancellationToken, asking),
                receiveTimeout,
                cancellationToken
            )
        )!;

    /// <summary>Nothing to renew: one process has the store.</summary>
    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    /// <summary>
    /// Writes a turn as one transaction. When the store cannot be written for the time being, as on a full disk, it
    /// is tried until it can:
    /// the turn is not run again.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The service is closed.</exception>
    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState
    )
    {
        var sent = new TurnMessages(outboundMessages, orchestratorMessages, timerMessages);
        var state = newOrchestrationRuntimeState.IsValid ? orchestrationState : null;
        return Store.Turns.CompleteAsync((TurnItem)workItem, newOrchestrationRuntimeState, state, sent);
    }

    /// <summary>
    /// The instance's messages stay, and it is run again after a wait that grows each time, up to half a minute.
    /// </summary>
    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        Store.Turns.Abandon(workItem.InstanceId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        Store.Turns.Release(workItem.InstanceId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    ) =>
        (
            await TakeAsync(
                (store, asking) => store.Activities.TakeAsync(receiveTimeout, asking),
                receiveTimeout,
                cancellationToken
            )
        )!;

    /// <summary>Nothing to renew: one process has the store.</summary>
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        Task.FromResult(workItem);

    /// <summary>
    /// Takes the activity off the list and sends its answer, in one transaction. When the store cannot be written for
    /// the time being, as on a
    /// full disk, it is tried until it can: the activity is not run again.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The service is closed.</exception>
    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage) =>
        Store.Activities.CompleteAsync((ActivityItem)workItem, responseMessage);

    /// <summary>The activity is run again after a wait that grows each time, up to half a minute.</summary>
    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        Store.Activities.Abandon((ActivityItem)workItem);
        return Task.CompletedTask;
    }

    private async Task<T?> TakeAsync<T>(
        Func<OpenStore, CancellationToken, Task<T?>> take,
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (_started && _store is { Ending.IsCancellationRequested: false } store)
        {
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, store.Ending);
            return await take(store, asking.Token);
        }

        // Nothing is given out; the one who asks is kept waiting, or it would ask without end.
        await Task.Delay(Waits.Bounded(receiveTimeout), TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }
}
