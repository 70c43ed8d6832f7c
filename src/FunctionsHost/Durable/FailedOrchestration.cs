using DurableTask.Core;
using DurableTask.Core.Command;

namespace FunctionsHost.Durable;

/// <summary>A turn that ends its orchestration as failed, without the app's code having said so.</summary>
internal static class FailedOrchestration
{
    public static OrchestratorExecutionResult Because(FailureDetails failure) =>
        new()
        {
            Actions =
            [
                new OrchestrationCompleteOrchestratorAction
                {
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    Result = failure.ErrorMessage,
                    FailureDetails = failure,
                },
            ],
        };

    public static OrchestratorExecutionResult Because(string errorType, string message) =>
        Because(new FailureDetails(errorType, message, stackTrace: null, innerFailure: null, isNonRetriable: true));
}
