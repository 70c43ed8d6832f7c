namespace FunctionsHost.Workers;

/// <summary>How an invocation ended.</summary>
/// <param name="Value">What the function returned, as text; null when it returned nothing, or failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record InvocationResult(string? Value, InvocationFailure? Failure)
{
    /// <summary>
    /// Whether <see cref="Value"/> is JSON. A function that returns a text gives it bare, without quotes.
    /// </summary>
    public bool IsJson { get; init; }
}

/// <summary>An exception of the app's code, or of the worker around it.</summary>
/// <param name="Message">The exception's message; from a worker that hides user exceptions, its whole text.</param>
/// <param name="Type">Its full type name; null when the worker does not tell.</param>
/// <param name="StackTrace">Where it was thrown; null when the worker does not tell.</param>
public sealed record InvocationFailure(string Message, string? Type, string? StackTrace);
