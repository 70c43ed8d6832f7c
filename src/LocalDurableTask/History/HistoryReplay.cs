using DurableTask.Core.Exceptions;
using LocalDurableTask.Execution;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalDurableTask.History;

/// <summary>Holds an orchestrator's code against a history that was kept: would an instance that is half-way go on with this code?</summary>
public static class HistoryReplay
{
    /// <summary>Runs the orchestrator through the whole history, with no effect outside.</summary>
    /// <param name="orchestrator">The code as it is now.</param>
    /// <param name="instanceId">The instance's id, which ids and GUIDs derive from.</param>
    /// <param name="history">What happened, oldest first.</param>
    /// <param name="converter">How inputs and results are read; null: as the hub does.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The code does something else than the history says; the message names what.</exception>
    public static void Check(
        ITaskOrchestrator orchestrator, string instanceId, IReadOnlyList<HistoryEvent> history, DataConverter? converter = null)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        ArgumentNullException.ThrowIfNull(history);
        var kept = history.OfType<ExecutionCompleted>().LastOrDefault();
        var identity = new RunIdentity(instanceId, converter ?? LocalTaskHub.DefaultConverter, NullLoggerFactory.Instance);
        var outcome = OrchestrationRun.Run(orchestrator, identity, history, []);
        if (outcome.Completion?.Failure is { } failure && failure.ErrorType != kept?.Failure?.ErrorType)
            throw new NonDeterministicOrchestrationException(failure.ErrorMessage);
        if (outcome.Completion is { Failure: null } && kept is null && !history.OfType<ExecutionTerminated>().Any())
            throw new NonDeterministicOrchestrationException("The code ends where the history goes on.");
        if (outcome.Completion is null && outcome.Next is null && kept is not null)
            throw new NonDeterministicOrchestrationException("The history ends where the code goes on.");
    }
}
