using LocalAws.Faults;
using Microsoft.Extensions.Logging;

namespace LocalAws.Logging;

/// <summary>LocalAws's log events: 4000 to 4999. Numbers and names are a contract.</summary>
internal static partial class LocalAwsLog
{
    [LoggerMessage(4000, LogLevel.Information, "LocalAws serves the lake {Lake} at {Endpoint}", EventName = "Started")]
    public static partial void Started(ILogger logger, string lake, Uri endpoint);

    [LoggerMessage(4001, LogLevel.Debug, "{Method} {Path} was given up by its client", EventName = "RequestAborted")]
    public static partial void RequestAborted(ILogger logger, string method, string path);

    [LoggerMessage(4002, LogLevel.Error, "The answer to {Method} {Path} was cut", EventName = "AnswerCut")]
    public static partial void AnswerCut(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(4003, LogLevel.Debug, "{Service} {Operation}: {Outcome}", EventName = "Answered")]
    public static partial void Answered(ILogger logger, string service, string operation, string outcome);

    [LoggerMessage(4004, LogLevel.Error, "{Service} {Operation} failed inside", EventName = "FailedInside")]
    public static partial void FailedInside(ILogger logger, string service, string operation, Exception exception);

    [LoggerMessage(
        4005,
        LogLevel.Information,
        "Fault {Fault} strikes {Service} {Operation} {Target} (rule {Rule})",
        EventName = "FaultInjected"
    )]
    public static partial void FaultInjected(
        ILogger logger,
        FaultKind fault,
        string service,
        string operation,
        string target,
        int rule
    );

    [LoggerMessage(
        4010,
        LogLevel.Debug,
        "Query execution {QueryExecutionId} is {State}{Reason}",
        EventName = "QueryState"
    )]
    public static partial void QueryState(ILogger logger, string queryExecutionId, string state, string reason);

    [LoggerMessage(
        4011,
        LogLevel.Information,
        "Query execution {QueryExecutionId} was left unfinished and runs again",
        EventName = "QueryRerun"
    )]
    public static partial void QueryRerun(ILogger logger, string queryExecutionId);

    [LoggerMessage(
        4012,
        LogLevel.Error,
        "Query execution {QueryExecutionId} failed inside LocalAws",
        EventName = "QueryFailedInside"
    )]
    public static partial void QueryFailedInside(ILogger logger, string queryExecutionId, Exception exception);

    [LoggerMessage(
        4013,
        LogLevel.Warning,
        "Query execution {QueryExecutionId} skipped {Lines} damaged lines",
        EventName = "LinesSkipped"
    )]
    public static partial void LinesSkipped(ILogger logger, string queryExecutionId, long lines);

    [LoggerMessage(
        4014,
        LogLevel.Error,
        "Query execution {QueryExecutionId} ended, which could not be written down; it is tried again",
        EventName = "QueryNotRecorded"
    )]
    public static partial void QueryNotRecorded(ILogger logger, string queryExecutionId, Exception exception);
}
