using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;

namespace FunctionsHost.Durable.Protocol;

/// <summary>Faults of the worker's process that reach the host as failures of an orchestrator.</summary>
internal static class WorkerFaults
{
    /// <summary>A worker without memory says nothing about the orchestrator: the turn is run again.</summary>
    /// <exception cref="SessionAbortedException">The orchestrator failed for want of memory.</exception>
    public static void AbandonIfOutOfMemory(IEnumerable<OrchestratorAction> actions)
    {
        foreach (var action in actions.OfType<OrchestrationCompleteOrchestratorAction>())
            if (action.OrchestrationStatus is OrchestrationStatus.Failed && IsOutOfMemory(action.FailureDetails))
                throw new SessionAbortedException(action.FailureDetails!.ErrorMessage);
    }

    private static bool IsOutOfMemory(FailureDetails? failure)
    {
        if (failure is null)
            return false;
        return failure.ErrorType == typeof(OutOfMemoryException).FullName || IsOutOfMemory(failure.InnerFailure);
    }
}
