using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// What the service logs, under the category DurableTask.Sqlite. DurableTask.Core logs what orchestrations and
/// activities do.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Store {StorePath} is open: {Messages} messages are on their way.",
        EventName = "StoreOpened"
    )]
    public static partial void StoreOpened(this ILogger logger, string storePath, int messages);

    [LoggerMessage(2, LogLevel.Information, "Store {StorePath} is closed.", EventName = "StoreClosed")]
    public static partial void StoreClosed(this ILogger logger, string storePath);

    [LoggerMessage(
        3,
        LogLevel.Information,
        "Dispatching begins; {Activities} activities have not reported.",
        EventName = "ServiceStarted"
    )]
    public static partial void ServiceStarted(this ILogger logger, int activities);

    [LoggerMessage(
        4,
        LogLevel.Critical,
        "The store can no longer be used, and nothing more is taken up.",
        EventName = "StoreLost"
    )]
    public static partial void StoreLost(this ILogger logger, Exception error);

    [LoggerMessage(
        5,
        LogLevel.Information,
        "{Instances} instances that ended before {Before:yyyy-MM-dd} were purged.",
        EventName = "InstancesPurged"
    )]
    public static partial void InstancesPurged(this ILogger logger, int instances, DateTimeOffset before);

    [LoggerMessage(
        6,
        LogLevel.Error,
        "Instances that ended long ago could not be purged; it is tried again in a day.",
        EventName = "NotPurged"
    )]
    public static partial void NotPurged(this ILogger logger, Exception error);

    [LoggerMessage(
        7,
        LogLevel.Error,
        "Work of {InstanceId} is done and could not be written; it is tried again in {Delay}.",
        EventName = "NotWritten"
    )]
    public static partial void NotWritten(this ILogger logger, Exception error, string instanceId, TimeSpan delay);

    [LoggerMessage(
        8,
        LogLevel.Error,
        "{InstanceId} could not be read; it is tried again.",
        EventName = "InstanceNotRead"
    )]
    public static partial void InstanceNotRead(this ILogger logger, Exception error, string instanceId);

    [LoggerMessage(
        9,
        LogLevel.Information,
        "A turn of execution {ExecutionId} of {InstanceId} was dropped: the instance was purged or started again meanwhile.",
        EventName = "TurnDropped"
    )]
    public static partial void TurnDropped(this ILogger logger, string instanceId, string executionId);
}
