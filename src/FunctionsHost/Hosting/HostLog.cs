using Microsoft.Extensions.Logging;

namespace FunctionsHost.Hosting;

/// <summary>Log events of the host itself, 5000 to 5099.</summary>
internal static partial class HostLog
{
    [LoggerMessage(5000, LogLevel.Information, "The host runs {Functions} functions on task hub '{Hub}'.")]
    public static partial void HostStarted(this ILogger logger, int functions, string hub);

    [LoggerMessage(5001, LogLevel.Warning, "{Key} is no setting of a Functions host and has no effect.")]
    public static partial void UnknownHostJsonKey(this ILogger logger, string key);

    [LoggerMessage(
        5002,
        LogLevel.Information,
        "The host stops: it takes no more work and gives what runs {Drain} to end."
    )]
    public static partial void HostStopping(this ILogger logger, TimeSpan drain);

    [LoggerMessage(5003, LogLevel.Information, "The host has stopped.")]
    public static partial void HostStopped(this ILogger logger);
}
