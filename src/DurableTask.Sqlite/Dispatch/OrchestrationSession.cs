using DurableTask.Core;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// Keeps an instance in memory between its turns, until nothing has come for it for a while or its place is needed.
/// </summary>
internal sealed class OrchestrationSession(TurnQueue turns, TimeSpan idle) : IOrchestrationSession
{
    /// <inheritdoc/>
    public Task<IList<TaskMessage>?> FetchNewOrchestrationMessagesAsync(TaskOrchestrationWorkItem workItem) =>
        turns.MoreAsync((TurnItem)workItem, idle);

    /// <summary>Releasing the item ends it.</summary>
    public Task EndSessionAsync() => Task.CompletedTask;
}
