using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated;

/// <summary>Log events of isolated workers, 5400 to 5499.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(
        5400,
        LogLevel.Information,
        "The worker (process {Pid}) is ready after {Milliseconds} ms, with {Functions} functions."
    )]
    public static partial void WorkerReady(this ILogger logger, int pid, long milliseconds, int functions);

    [LoggerMessage(
        5401,
        LogLevel.Error,
        "The worker (process {Pid}) was lost after {Lived} with exit code {ExitCode}: {Reason} Its last lines: {Lines}"
    )]
    public static partial void WorkerLost(
        this ILogger logger,
        int pid,
        TimeSpan lived,
        int exitCode,
        string reason,
        string lines
    );

    [LoggerMessage(5402, LogLevel.Information, "The worker is started again in {Delay}.")]
    public static partial void WorkerRestarts(this ILogger logger, TimeSpan delay);

    [LoggerMessage(5403, LogLevel.Error, "The worker could not be started again.")]
    public static partial void WorkerNotRestarted(this ILogger logger, Exception exception);

    [LoggerMessage(
        5404,
        LogLevel.Warning,
        "The worker (process {Pid}) of a former host still runs: it is given {Grace} to end."
    )]
    public static partial void SurvivorFound(this ILogger logger, int pid, TimeSpan grace);

    [LoggerMessage(
        5405,
        LogLevel.Warning,
        "The worker (process {Pid}) of a former host did not end by itself and is killed."
    )]
    public static partial void SurvivorKilled(this ILogger logger, int pid);

    [LoggerMessage(
        5406,
        LogLevel.Warning,
        "The worker (process {Pid}) did not end within {Grace} of being told to, and is killed."
    )]
    public static partial void WorkerNotEnding(this ILogger logger, int pid, TimeSpan grace);

    [LoggerMessage(5407, LogLevel.Warning, "{Invocations} invocations did not end within {Drain} and are given up.")]
    public static partial void NotDrained(this ILogger logger, int invocations, TimeSpan drain);

    [LoggerMessage(5410, LogLevel.Error, "The function '{Function}' failed (invocation {Invocation}): {Message}")]
    public static partial void FunctionFailed(this ILogger logger, string function, string invocation, string message);

    [LoggerMessage(
        5411,
        LogLevel.Warning,
        "A request to the function '{Function}' (invocation {Invocation}) did not get through: {Error}."
    )]
    public static partial void NotForwarded(
        this ILogger logger,
        string function,
        string invocation,
        string error,
        Exception? exception
    );

    [LoggerMessage(EventId = 5420, Message = "{Line}")]
    public static partial void WorkerPrinted(this ILogger logger, LogLevel level, string line);
}
