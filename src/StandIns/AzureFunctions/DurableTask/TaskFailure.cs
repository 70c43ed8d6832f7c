namespace Microsoft.DurableTask;

/// <summary>A failure as data: what can be kept in a history.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown; null when unknown.</param>
/// <param name="InnerFailure">The cause; null when there is none.</param>
/// <param name="Properties">More about it; null when there is nothing.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>The failure of an exception, causes included.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? FromException(inner) : null,
            null);
    }

    /// <summary>True when the failure's type is, or derives from, the given one. The cause is not looked at.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>True when the failure's type is, or derives from, the given one. The cause is not looked at.</summary>
    /// <exception cref="ArgumentException">The type is not an exception's.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception's type.", nameof(targetBaseExceptionType));
        return FindErrorType(targetBaseExceptionType) is { } type && targetBaseExceptionType.IsAssignableFrom(type);
    }

    /// <summary>Type and message.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private Type? FindErrorType(Type near) => string.IsNullOrEmpty(ErrorType)
        ? null
        : Type.GetType(ErrorType, throwOnError: false)
            ?? near.Assembly.GetType(ErrorType, throwOnError: false)
            ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(ErrorType, throwOnError: false)).FirstOrDefault(t => t is not null);
}

/// <summary>Thrown to an orchestrator when an activity or a sub-orchestration failed.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure as data.</summary>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Text(taskName, taskId, failureDetails?.ErrorMessage)) =>
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, failureDetails!);

    /// <summary>A failure as an exception.</summary>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Text(taskName, taskId, innerException?.Message), innerException) =>
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, TaskFailureDetails.FromException(innerException!));

    /// <summary>The task's name.</summary>
    public string TaskName { get; }

    /// <summary>The task's number in its orchestration, from 0.</summary>
    public int TaskId { get; }

    /// <summary>What it failed with.</summary>
    public TaskFailureDetails FailureDetails { get; }

    private static string Text(string name, int id, string? message) =>
        $"Task '{name}' (#{id}) failed with an unhandled exception" + (message is null ? "." : $": {message}");
}
