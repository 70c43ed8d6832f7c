using CommerceAnalytics.Reports;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions;

/// <summary>Log events of the Functions app: 1000 to 1999. Numbers and names are a contract with alert rules and dashboards.</summary>
internal static partial class Logs
{
    [LoggerMessage(1001, LogLevel.Information, "Schedule: {Date} is due (occurrence {Occurrence:O}, past due: {PastDue}); next occurrence {Next}")]
    public static partial void ScheduleDue(this ILogger logger, DateOnly date, DateTimeOffset occurrence, bool pastDue, string next);

    [LoggerMessage(1002, LogLevel.Error, "Schedule: {Date} was not started: {Code}: {Message}")]
    public static partial void ScheduleNotStarted(this ILogger logger, DateOnly date, string code, string message);

    [LoggerMessage(1003, LogLevel.Information, "Run {RunId} started: {Services} service(s), {Tables} table(s)")]
    public static partial void RunStarted(this ILogger logger, string runId, int services, int tables);

    [LoggerMessage(1004, LogLevel.Information, "Run {RunId} is there already; nothing was started")]
    public static partial void RunAlreadyThere(this ILogger logger, string runId);

    [LoggerMessage(1005, LogLevel.Warning, "Which dates are published could not be looked up before the start: {Code}: {Message}")]
    public static partial void PublishedDatesUnknown(this ILogger logger, string code, string message);

    [LoggerMessage(1006, LogLevel.Information, "Run {RunId} begins: {Tables} table(s)")]
    public static partial void RunBegins(this ILogger logger, string runId, int tables);

    [LoggerMessage(1007, LogLevel.Information, "Run {RunId} ended, {Status}: {Line}")]
    public static partial void RunEnded(this ILogger logger, string runId, ReportStatus status, string line);

    [LoggerMessage(1008, LogLevel.Warning, "Run {RunId} ended without stopping {Queries} querie(s) of its own: they are stopped now")]
    public static partial void LeftoversStopped(this ILogger logger, string runId, int queries);

    [LoggerMessage(1009, LogLevel.Error, "Run {RunId}: {Queries} querie(s) could not be stopped and may go on being billed: {Message}")]
    public static partial void QueriesNotStopped(this ILogger logger, string runId, int queries, string message);

    [LoggerMessage(1010, LogLevel.Information, "Run {RunId} published {Table}: {Rows} row(s) at {Location}")]
    public static partial void TablePublished(this ILogger logger, string runId, string table, long rows, string location);

    [LoggerMessage(1011, LogLevel.Information, "Run {RunId} deleted an old version of {Table}: {Location}")]
    public static partial void VersionDeleted(this ILogger logger, string runId, string table, string location);

    [LoggerMessage(1012, LogLevel.Information, "Run {RunId}: cancelling was asked for")]
    public static partial void CancelAsked(this ILogger logger, string runId);

    [LoggerMessage(1013, LogLevel.Information, "Run {RunId} left the staging table {Table} behind: it is removed from the catalog, its data stays")]
    public static partial void StagingTableRemoved(this ILogger logger, string runId, string table);

    [LoggerMessage(1014, LogLevel.Warning, "Staging tables of earlier runs could not be removed; the next run tries again: {Code}: {Message}")]
    public static partial void StagingTablesNotRemoved(this ILogger logger, string code, string message);

    [LoggerMessage(1020, LogLevel.Warning, "Run {RunId}: {What} was refused for now: {Code}: {Message}")]
    public static partial void SubmissionRefused(this ILogger logger, string runId, string what, string code, string message);
}
