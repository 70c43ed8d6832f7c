using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>Tells why a worker could not be started, with what it printed.</summary>
internal static class StartFailure
{
    /// <summary>The exception for the caller.</summary>
    /// <param name="found">What was caught.</param>
    /// <param name="exitCode">How the process ended.</param>
    /// <param name="printed">Its last lines.</param>
    /// <param name="options">How it was run.</param>
    public static Exception Of(Exception found, int exitCode, string printed, IsolatedWorkerOptions options) =>
        found switch
        {
            AppRefusedException => found,
            WorkerStartException => With(printed, found.Message, found),
            WorkerLostException => With(
                printed,
                $"The worker ended with exit code {exitCode} before it was ready.",
                found
            ),
            OperationCanceledException => With(
                printed,
                $"The worker was not ready within {options.StartTimeout.TotalSeconds:0.#} s.",
                found
            ),
            IOException or UnauthorizedAccessException => new WorkerStartException(
                $"The worker could not be recorded in {options.StateFolder}: {found.Message}",
                found
            ),
            _ => new WorkerStartException($"The worker could not be started: {found.Message}", found),
        };

    private static WorkerStartException With(string printed, string message, Exception found)
    {
        var lines = printed.Length > 0 ? $" It printed:{Environment.NewLine}{printed}" : " It printed nothing.";
        return new(message + lines, found);
    }
}
