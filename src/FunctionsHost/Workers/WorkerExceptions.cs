namespace FunctionsHost.Workers;

/// <summary>The folder is no app that this host can run: the message says what is missing and what to do.</summary>
/// <param name="message">One message for whoever started the host.</param>
/// <param name="inner">What was found first.</param>
public sealed class AppRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The app's worker could not be started: the message says why, with what the worker printed.</summary>
/// <param name="message">One message for whoever started the host.</param>
/// <param name="inner">What was found first.</param>
public sealed class WorkerStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The worker ended in the middle of an invocation: whether the function ran to its end is unknown, and it must be run
/// again.
/// </summary>
/// <param name="message">How the worker was lost.</param>
public class WorkerLostException(string message) : Exception(message);

/// <summary>
/// No worker was there to be asked, or the host stops: the function never began, and can be run without running twice.
/// </summary>
/// <param name="message">Why there is none.</param>
public sealed class WorkerAbsentException(string message) : WorkerLostException(message);

/// <summary>A function failed.</summary>
/// <param name="function">The function's name.</param>
/// <param name="failure">What the worker tells of it.</param>
public sealed class FunctionFailedException(string function, InvocationFailure failure)
    : Exception($"The function '{function}' failed: {failure.Message}")
{
    /// <summary>What the worker tells of it.</summary>
    public InvocationFailure Failure => failure;
}
