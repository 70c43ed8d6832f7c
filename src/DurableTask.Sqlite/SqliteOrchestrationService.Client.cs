using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Sqlite.Dispatch;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite;

/// <content>What clients call. Every change is on the disk when its call returns.</content>
public sealed partial class SqliteOrchestrationService
{
    /// <summary>Starts an instance whose id no instance has that has not ended.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">One has.</exception>
    /// <exception cref="ArgumentException">The message starts nothing, or names no instance and execution.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was started.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) =>
        CreateTaskOrchestrationAsync(creationMessage, null!);

    /// <summary>
    /// Starts an instance. One that has its id already, and may be replaced, is forgotten with all that it has.
    /// </summary>
    /// <param name="creationMessage">The start; its execution begins at its scheduled time, if it has one.</param>
    /// <param name="dedupeStatuses">States in which the id is taken: none when empty; null for all in which an
    /// instance has not ended.</param>
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
                throw new OrchestrationAlreadyExistsException(existing.TakenMessage);
            tx.Start(instance.After(existing));
            return true;
        });
    }

    /// <summary>
    /// Sends something to an instance; without effect when there is none of that id and execution, or it has ended.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was sent.</exception>
    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) =>
        SendTaskOrchestrationMessageBatchAsync(message);

    /// <summary>
    /// Sends some things to instances, all or nothing; each without effect where there is nobody to take it.
    /// </summary>
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
        string instanceId,
        string executionId,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var store = Store;
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeIsUp.CancelAfter(Waits.Bounded(timeout));
        try
        {
            return await store.Waiters.UntilAsync(
                instanceId,
                () => EndedAsync(store, instanceId, executionId),
                timeIsUp.Token
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null!;
        }
    }

    /// <summary>Ends an instance, at its next turn. One whose scheduled start lies ahead ends at once.</summary>
    /// <exception cref="StoreUnusableException">The store cannot be written: nothing was sent.</exception>
    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) =>
        SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = instanceId },
                Event = new ExecutionTerminatedEvent(-1, reason),
            }
        );

    private static bool IsTaken(OrchestrationStatus status, OrchestrationStatus[]? dedupeStatuses) =>
        dedupeStatuses is null ? !status.IsEnd() : dedupeStatuses.Contains(status);

    private static Outgoing Sendable(TaskMessage message, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(message.OrchestrationInstance?.InstanceId))
            throw new ArgumentException("A message names the instance that it is for.", nameof(message));
        if (message.Event is ExecutionStartedEvent)
            throw new ArgumentException("A start is no message to an instance that is there.", nameof(message));
        return Outgoing.Of(message.OrchestrationInstance, message.Event, now);
    }

    private static Task<OrchestrationState?> EndedAsync(OpenStore store, string instanceId, string? executionId)
    {
        var isEnded = store.Reader.Find(instanceId) is { IsEnded: true };
        var state = isEnded ? store.Reader.State(instanceId) : null;
        return Task.FromResult(IsMeant(state?.OrchestrationInstance.ExecutionId, executionId) ? state : null);
    }
}
