using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace LocalDurableTask.Execution;

/// <summary>Exceptions as data, and back.</summary>
internal static class Failures
{
    public const string ActivityNotFound = "ActivityTaskNotFound";
    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";

    public static FailureData From(Exception error) => new(
        error.GetType().ToString(),
        error.Message,
        error.StackTrace,
        // A failed task's cause is what the task failed with; the exception itself carries it as data.
        error is TaskFailedException failed ? From(failed.FailureDetails) : error.InnerException is { } inner ? From(inner) : null);

    public static FailureData From(TaskFailureDetails details) => new(
        details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);

    public static TaskFailureDetails ToDetails(this FailureData failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, failure.Inner?.ToDetails(), null);

    public static FailureData NotFound(string errorType, string kind, string name) =>
        new(errorType, $"The {kind} '{name}' is not registered with this task hub. Was it renamed or removed?", null, null);

    /// <summary>False for failures that no retry can mend.</summary>
    public static bool CanRetry(this TaskFailureDetails failure) => failure.ErrorType is not (ActivityNotFound or OrchestratorNotFound);
}
