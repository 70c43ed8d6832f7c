using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>Failures that stand for an activity or an orchestration that threw.</summary>
internal static class CallFailures
{
    /// <summary>The app was changed while the run was in flight, in a way that its history does not allow.</summary>
    public const string CodeChanged = "CodeChanged";

    // A replay that differs from its history, as the engine calls it, and a function in it that the app has no more, as
    // FunctionsHost does.
    private static readonly string[] OfChangedCode =
    [
        "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException",
        "FunctionNotFound",
    ];

    /// <summary>What a person is told of it.</summary>
    /// <param name="name">The function that was called.</param>
    /// <param name="details">What it ended with.</param>
    public static Failure Of(string name, TaskFailureDetails details) =>
        IsOfChangedCode(details)
            ? Changed(name, details)
            : new(
                "Unexpected",
                $"{name} ended with {details.ErrorType}: {details.ErrorMessage}",
                "Look for this run's id in the logs; if a rerun ends the same way, report it as a bug."
            );

    private static bool IsOfChangedCode(TaskFailureDetails details) =>
        OfChangedCode.Contains(details.ErrorType)
        // The Durable Functions extension, of a function that the deployed app lacks.
        || details.ErrorMessage.Contains("doesn't exist, is disabled, or is not an", StringComparison.Ordinal)
        || (details.InnerFailure is { } inner && IsOfChangedCode(inner));

    private static Failure Changed(string name, TaskFailureDetails details) =>
        new(
            CodeChanged,
            $"{name} was changed while this run was in flight, and cannot go on where it was: {details.ErrorMessage}",
            "Rerun this run: it refreshes the tables that were not published. Athena queries that were running are stopped by the next run. "
                + "Before the next deployment see docs/change/changing-orchestrators.md."
        );
}
