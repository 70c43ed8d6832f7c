using CommerceAnalytics.Reports;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// Log events of the Functions app: 1000 to 1999. Numbers and names are a contract with alert rules and dashboards.
/// </summary>
internal static partial class Logs
{
    [LoggerMessage(
        1001,
        LogLevel.Information,
        "Schedule: {Date} is due (occurrence {Occurrence:O}, past due: {PastDue}); next occurrence {Next}"
    )]
    public static partial void ScheduleDue(
        this ILogger logger,
        DateOnly date,
        DateTimeOffset occurrence,
        bool pastDue,
        string next
    );

    [LoggerMessage(1002, LogLevel.Error, "Schedule: {Date} was not started: {Code}: {Message}")]
    public static partial void ScheduleNotStarted(this ILogger logger, DateOnly date, string code, string message);

    [LoggerMessage(1003, LogLevel.Information, "Run {RunId} started: {Services} service(s), {Tables} table(s)")]
    public static partial void RunStarted(this ILogger logger, string runId, int services, int tables);

    [LoggerMessage(1004, LogLevel.Information, "Run {RunId} is there already; nothing was started")]
    public static partial void RunAlreadyThere(this ILogger logger, string runId);

    [LoggerMessage(
        1005,
        LogLevel.Warning,
        "Which dates are published could not be looked up before the start: {Code}: {Message}"
    )]
    public static partial void PublishedDatesUnknown(this ILogger logger, string code, string message);

    [LoggerMessage(1006, LogLevel.Information, "Run {RunId} begins: {Tables} table(s)")]
    public static partial void RunBegins(this ILogger logger, string runId, int tables);

    [LoggerMessage(1007, LogLevel.Information, "Run {RunId} ended, {Status}: {Line}")]
    public static partial void RunEnded(this ILogger logger, string runId, ReportStatus status, string line);

    [LoggerMessage(
        1008,
        LogLevel.Warning,
        "Run {RunId} ended without stopping {Queries} querie(s) of its own: they are stopped now"
    )]
    public static partial void LeftoversStopped(this ILogger logger, string runId, int queries);

    [LoggerMessage(
        1009,
        LogLevel.Error,
        "Run {RunId}: {Queries} querie(s) could not be stopped and may go on being billed: {Message}"
    )]
    public static partial void QueriesNotStopped(this ILogger logger, string runId, int queries, string message);

    [LoggerMessage(1010, LogLevel.Information, "Run {RunId} published {Table}: {Rows} row(s) at {Location}")]
    public static partial void TablePublished(
        this ILogger logger,
        string runId,
        string table,
        long rows,
        string location
    );

    [LoggerMessage(1011, LogLevel.Information, "Run {RunId} deleted an old version of {Table}: {Location}")]
    public static partial void VersionDeleted(this ILogger logger, string runId, string table, string location);

    [LoggerMessage(1012, LogLevel.Information, "Run {RunId}: cancelling was asked for")]
    public static partial void CancelAsked(this ILogger logger, string runId);

    [LoggerMessage(
        1013,
        LogLevel.Information,
        "Run {RunId} left the staging table {Table} behind: it is removed from the catalog"
    )]
    public static partial void StagingTableRemoved(this ILogger logger, string runId, string table);

    [LoggerMessage(
        1014,
        LogLevel.Warning,
        "What earlier runs have left behind could not be cleared up; the next run tries again: {Code}: {Message}"
    )]
    public static partial void LeftoversNotRemoved(this ILogger logger, string code, string message);

    [LoggerMessage(
        1015,
        LogLevel.Information,
        "Run {RunId} left {Objects} object(s) behind at {Place}: they are deleted"
    )]
    public static partial void LeftoverRemoved(this ILogger logger, string runId, int objects, string place);

    [LoggerMessage(
        1016,
        LogLevel.Information,
        "The report of run {RunId}, which ended without it, was corrected: {Status}"
    )]
    public static partial void ReportSettled(this ILogger logger, string runId, ReportStatus status);

    [LoggerMessage(
        1017,
        LogLevel.Warning,
        "Run {RunId} is late: {Minutes} minute(s) after its start it has not ended; {Line}"
    )]
    public static partial void RunLate(this ILogger logger, string runId, int minutes, string line);

    [LoggerMessage(1018, LogLevel.Information, "Run {RunId} rolled {Table} back from {From} to {To}")]
    public static partial void TableRolledBack(this ILogger logger, string runId, string table, string from, string to);

    // The address is a secret: it stands in no event.
    [LoggerMessage(1019, LogLevel.Information, "The webhook was told that run {RunId} {Kind}")]
    public static partial void AlertSent(this ILogger logger, string runId, string kind);

    [LoggerMessage(1020, LogLevel.Warning, "Run {RunId}: {What} was refused for now: {Code}: {Message}")]
    public static partial void SubmissionRefused(
        this ILogger logger,
        string runId,
        string what,
        string code,
        string message
    );

    [LoggerMessage(1021, LogLevel.Error, "The webhook could not be told that run {RunId} {Kind}: {Message}")]
    public static partial void AlertNotSent(this ILogger logger, string runId, string kind, string message);

    [LoggerMessage(1044, LogLevel.Information, "The digest webhook was told of the night {Date}")]
    public static partial void DigestSent(this ILogger logger, DateOnly date);

    [LoggerMessage(1045, LogLevel.Error, "The digest webhook could not be told of the night {Date}: {Message}")]
    public static partial void DigestNotSent(this ILogger logger, DateOnly date, string message);

    [LoggerMessage(1022, LogLevel.Error, "Run {RunId} of {Date} was missed: {Line}")]
    public static partial void NightMissed(this ILogger logger, string runId, DateOnly date, string line);

    [LoggerMessage(
        1023,
        LogLevel.Warning,
        "Schedule: the start of {Date} failed and is tried again in {Wait}: {Error}: {Message}"
    )]
    public static partial void StartTriedAgain(
        this ILogger logger,
        DateOnly date,
        TimeSpan wait,
        string error,
        string message
    );

    [LoggerMessage(
        1024,
        LogLevel.Warning,
        "Schedule: whether {Date} was run could not be looked up, and it counts as missed: {Code}: {Message}"
    )]
    public static partial void NightNotLookedUp(this ILogger logger, DateOnly date, string code, string message);

    [LoggerMessage(
        1025,
        LogLevel.Warning,
        "Schedule: {Nights} night(s) before {Oldest:O} had no run; nights are made up for {Days} days only"
    )]
    public static partial void NightsTooOld(this ILogger logger, int nights, DateTimeOffset oldest, int days);

    // Alert rules outside the app count the next three by number or name: where the Functions host sends a worker's
    // logs on, all else is lost but the text.
    [LoggerMessage(
        1026,
        LogLevel.Information,
        "Night {Date} is complete: run {RunId} published all tables of the configured services"
    )]
    public static partial void NightCompleted(this ILogger logger, DateOnly date, string runId);

    [LoggerMessage(1027, LogLevel.Error, "Run {RunId} failed: {Line}")]
    public static partial void RunFailed(this ILogger logger, string runId, string line);

    [LoggerMessage(1028, LogLevel.Warning, "Run {RunId}: {What} was throttled: {Message}")]
    public static partial void SubmissionThrottled(this ILogger logger, string runId, string what, string message);

    [LoggerMessage(1032, LogLevel.Information, "Service {ServiceName} was removed: {Tables} tables, {Objects} objects")]
    public static partial void ServiceRemoved(this ILogger logger, string serviceName, int tables, int objects);

    [LoggerMessage(
        1040,
        LogLevel.Information,
        "Run {RunId} entered {Entered} night(s) of tables into history and took out {Removed}"
    )]
    public static partial void HistoryKept(this ILogger logger, string runId, int entered, int removed);

    [LoggerMessage(
        1042,
        LogLevel.Information,
        "Run {RunId} published {Table} by hand, which run {HeldRunId} had held; {AskedBy} asked for it"
    )]
    public static partial void HeldPublished(
        this ILogger logger,
        string runId,
        string table,
        string heldRunId,
        string askedBy
    );

    [LoggerMessage(1041, LogLevel.Warning, "Run {RunId} holds {Table} back: what was built is kept at {Location}")]
    public static partial void TableHeld(this ILogger logger, string runId, string table, string location);

    [LoggerMessage(1031, LogLevel.Error, "{Method} {Path} failed, request {RequestId}")]
    public static partial void RequestFailed(
        this ILogger logger,
        string method,
        string path,
        string requestId,
        Exception exception
    );

    [LoggerMessage(
        1043,
        LogLevel.Warning,
        "Run {RunId}: the alert does not say since when tables are held: {Code}: {Message}"
    )]
    public static partial void HeldNightsUnknown(this ILogger logger, string runId, string code, string message);

    [LoggerMessage(1050, LogLevel.Information, "Backfill {BackfillId} started: {Nights} night(s), {Tables} table(s)")]
    public static partial void BackfillStarted(this ILogger logger, string backfillId, int nights, int tables);

    [LoggerMessage(1051, LogLevel.Information, "Backfill {BackfillId}: run {RunId} of {Night} is over: {Outcome}")]
    public static partial void BackfilledNight(
        this ILogger logger,
        string backfillId,
        string runId,
        DateOnly night,
        string outcome
    );

    [LoggerMessage(1052, LogLevel.Information, "Backfill {BackfillId} ended, {Status}: {Line}")]
    public static partial void BackfillEnded(this ILogger logger, string backfillId, string status, string line);

    [LoggerMessage(1053, LogLevel.Information, "Backfill {BackfillId}: cancelling was asked for")]
    public static partial void BackfillCancelAsked(this ILogger logger, string backfillId);
}
