using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask.Dispatch;

/// <summary>The engine's log events; numbers and names are a contract.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information,
        "Task hub {Hub} is open at {StorePath}: {Instances} messages waiting, {Activities} activities to run again.", EventName = "HubStarted")]
    public static partial void HubStarted(this ILogger logger, string hub, string storePath, int instances, int activities);

    [LoggerMessage(3002, LogLevel.Information, "Task hub {Hub} is closed.", EventName = "HubStopped")]
    public static partial void HubStopped(this ILogger logger, string hub);

    [LoggerMessage(3003, LogLevel.Warning,
        "Task hub {Hub} did not drain within {Drain}: what still runs is run again at the next start.", EventName = "HubNotDrained")]
    public static partial void HubNotDrained(this ILogger logger, string hub, TimeSpan drain);

    [LoggerMessage(3010, LogLevel.Information, "Orchestration {Name} {InstanceId} ended: {Status}.", EventName = "InstanceEnded")]
    public static partial void InstanceEnded(this ILogger logger, string name, string instanceId, OrchestrationRuntimeStatus status);

    [LoggerMessage(3011, LogLevel.Warning, "Orchestration {Name} {InstanceId} failed with {ErrorType}: {ErrorMessage}", EventName = "InstanceFailed")]
    public static partial void InstanceFailed(this ILogger logger, string name, string instanceId, string errorType, string errorMessage);

    [LoggerMessage(3012, LogLevel.Error,
        "A turn of {InstanceId} could not be written; it is tried again in {Delay}.", EventName = "TurnNotWritten")]
    public static partial void TurnNotWritten(this ILogger logger, Exception error, string instanceId, TimeSpan delay);

    [LoggerMessage(3013, LogLevel.Error,
        "Orchestrator {Name} of {InstanceId} has been running for {Limit} without waiting for anything durable: the instance is failed.",
        EventName = "TurnTooLong")]
    public static partial void TurnTooLong(this ILogger logger, string name, string instanceId, TimeSpan limit);

    [LoggerMessage(3004, LogLevel.Critical, "The task hub can no longer work, and takes up nothing more.", EventName = "StoreLost")]
    public static partial void StoreLost(this ILogger logger, Exception error);

    [LoggerMessage(3005, LogLevel.Information, "{Instances} instances that ended before {Before:yyyy-MM-dd} were purged.", EventName = "InstancesPurged")]
    public static partial void InstancesPurged(this ILogger logger, int instances, DateTimeOffset before);

    [LoggerMessage(3006, LogLevel.Error, "Instances that ended long ago could not be purged; it is tried again in a day.", EventName = "NotPurged")]
    public static partial void NotPurged(this ILogger logger, Exception error);

    [LoggerMessage(3020, LogLevel.Warning, "Activity {Name} of {InstanceId} (#{TaskId}) failed.", EventName = "ActivityFailed")]
    public static partial void ActivityFailed(this ILogger logger, Exception error, string name, string instanceId, int taskId);

    [LoggerMessage(3021, LogLevel.Error,
        "The answer of activity {Name} of {InstanceId} (#{TaskId}) could not be written; it is tried again in {Delay}.",
        EventName = "ActivityNotReported")]
    public static partial void ActivityNotReported(
        this ILogger logger, Exception error, string name, string instanceId, int taskId, TimeSpan delay);
}
