using System.Collections.Concurrent;
using DurableTask.Core;

namespace FunctionsHost.Durable;

/// <summary>
/// A store that can be closed: from then on it hands out no work and ends its extended sessions, and it knows what is
/// still being worked on. The engine alone would wait eight seconds at most, for idle sessions too, and leave fetched
/// activities locked.
/// </summary>
/// <param name="store">Where the work comes from.</param>
internal sealed class StoppableStore(IOrchestrationService store) : IOrchestrationService, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentDictionary<object, bool> _running = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _fetching;

    public int TaskOrchestrationDispatcherCount => store.TaskOrchestrationDispatcherCount;

    public int MaxConcurrentTaskOrchestrationWorkItems => store.MaxConcurrentTaskOrchestrationWorkItems;

    public int TaskActivityDispatcherCount => store.TaskActivityDispatcherCount;

    public int MaxConcurrentTaskActivityWorkItems => store.MaxConcurrentTaskActivityWorkItems;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => store.EventBehaviourForContinueAsNew;

    public void Close()
    {
        _closed.Cancel();
        NoteIfIdle();
    }

    public void Dispose() => _closed.Dispose();

    /// <summary>Waits no longer than that: what still runs is given back by whoever asked to stop.</summary>
    public async Task WaitUntilIdleAsync(TimeSpan atMost) =>
        await _idle.Task.WaitAsync(atMost, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    )
    {
        var item = await FetchAsync(store.LockNextTaskOrchestrationWorkItemAsync, receiveTimeout, cancellationToken);
        if (item?.Session is { } session)
            item.Session = new StoppableSession(this, session);
        return item;
    }

    public Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(
        TimeSpan receiveTimeout,
        CancellationToken cancellationToken
    ) => FetchAsync(store.LockNextTaskActivityWorkItem, receiveTimeout, cancellationToken);

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState
    ) =>
        WithItsSessionAsync(
            workItem,
            () =>
                store.CompleteTaskOrchestrationWorkItemAsync(
                    workItem,
                    newOrchestrationRuntimeState,
                    outboundMessages,
                    orchestratorMessages,
                    timerMessages,
                    continuedAsNewMessage,
                    orchestrationState
                )
        );

    public async Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        try
        {
            await WithItsSessionAsync(workItem, () => store.ReleaseTaskOrchestrationWorkItemAsync(workItem));
        }
        finally
        {
            End(workItem);
        }
    }

    public async Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        await store.CompleteTaskActivityWorkItemAsync(workItem, responseMessage);
        End(workItem);
    }

    public async Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        try
        {
            await store.AbandonTaskActivityWorkItemAsync(workItem);
        }
        finally
        {
            End(workItem);
        }
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        WithItsSessionAsync(workItem, () => store.AbandonTaskOrchestrationWorkItemAsync(workItem));

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) =>
        WithItsSessionAsync(workItem, () => store.RenewTaskOrchestrationWorkItemLockAsync(workItem));

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        store.RenewTaskActivityWorkItemLockAsync(workItem);

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) =>
        store.IsMaxMessageCountExceeded(currentMessageCount, runtimeState);

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) =>
        store.GetDelayInSecondsAfterOnProcessException(exception);

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) =>
        store.GetDelayInSecondsAfterOnFetchException(exception);

    public Task StartAsync() => store.StartAsync();

    public Task StopAsync() => store.StopAsync();

    /// <summary>Nothing is forced on the store when nothing runs, whatever the engine says.</summary>
    public Task StopAsync(bool isForced) => store.StopAsync(isForced && !_idle.Task.IsCompleted);

    public Task CreateAsync() => store.CreateAsync();

    public Task CreateAsync(bool recreateInstanceStore) => store.CreateAsync(recreateInstanceStore);

    public Task CreateIfNotExistsAsync() => store.CreateIfNotExistsAsync();

    public Task DeleteAsync() => store.DeleteAsync();

    public Task DeleteAsync(bool deleteInstanceStore) => store.DeleteAsync(deleteInstanceStore);

    /// <summary>
    /// Providers look in an item for the session that they made. The engine asks one thing of an item at a time.
    /// </summary>
    private static async Task WithItsSessionAsync(TaskOrchestrationWorkItem item, Func<Task> operation)
    {
        var given = item.Session;
        item.Session = given is StoppableSession { Inner: var own } ? own : given;
        try
        {
            await operation();
        }
        finally
        {
            item.Session = given;
        }
    }

    private async Task<T?> FetchAsync<T>(
        Func<TimeSpan, CancellationToken, Task<T?>> fetch,
        TimeSpan timeout,
        CancellationToken cancellation
    )
        where T : class
    {
        if (_closed.IsCancellationRequested)
        {
            // As a store does that has no work: waits, or the engine would ask again and again.
            await Task.Delay(timeout, TimeProvider.System, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        Interlocked.Increment(ref _fetching);
        try
        {
            // The engine's own token is cancelled after this one. Stores may keep it for an item's session, so it must
            // live as long.
            var item = await fetch(timeout, _closed.Token);
            if (item is not null)
                Begin(item);
            return item;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _fetching);
            NoteIfIdle();
        }
    }

    private void Begin(object workItem) => _running[workItem] = true;

    private void End(object workItem)
    {
        _running.TryRemove(workItem, out _);
        NoteIfIdle();
    }

    private void NoteIfIdle()
    {
        if (_closed.IsCancellationRequested && Volatile.Read(ref _fetching) == 0 && _running.IsEmpty)
            _idle.TrySetResult();
    }

    /// <summary>
    /// An extended session: nothing runs while it waits for messages, and it ends once the store is closed.
    /// </summary>
    private sealed class StoppableSession(StoppableStore store, IOrchestrationSession session) : IOrchestrationSession
    {
        public IOrchestrationSession Inner => session;

        public async Task<IList<TaskMessage>?> FetchNewOrchestrationMessagesAsync(TaskOrchestrationWorkItem workItem)
        {
            if (store._closed.IsCancellationRequested)
                return null;
            store.End(workItem);
            var messages = await session.FetchNewOrchestrationMessagesAsync(workItem);
            if (messages is not null)
                store.Begin(workItem);
            return messages;
        }

        public Task EndSessionAsync() => session.EndSessionAsync();
    }
}
