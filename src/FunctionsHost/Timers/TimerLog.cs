using Microsoft.Extensions.Logging;

namespace FunctionsHost.Timers;

/// <summary>Log events of timers, 5100 to 5199 but 5107 and 5108, which are for stores that hosts share.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(
        5100,
        LogLevel.Information,
        "The next occurrence of '{Timer}' is {Next:yyyy-MM-ddTHH:mm:ssZ} (schedule '{Schedule}', UTC)."
    )]
    public static partial void NextOccurrence(this ILogger logger, string timer, DateTimeOffset next, string schedule);

    [LoggerMessage(
        5101,
        LogLevel.Warning,
        "'{Timer}' was due at {Due:yyyy-MM-ddTHH:mm:ssZ}, while the host was down; it runs now."
    )]
    public static partial void TimerPastDue(this ILogger logger, string timer, DateTimeOffset due);

    [LoggerMessage(5102, LogLevel.Information, "'{Timer}' fires ({Firing}).")]
    public static partial void TimerFires(this ILogger logger, string timer, FiringReason firing);

    [LoggerMessage(5103, LogLevel.Error, "'{Timer}' failed; its schedule goes on.")]
    public static partial void TimerFailed(this ILogger logger, string timer, Exception exception);

    [LoggerMessage(
        5104,
        LogLevel.Warning,
        "The schedule status of '{Timer}' in {Path} cannot be read and is begun anew: a run that was missed is not made up."
    )]
    public static partial void ScheduleStateUnreadable(
        this ILogger logger,
        string timer,
        string path,
        Exception exception
    );

    [LoggerMessage(
        5105,
        LogLevel.Error,
        "The schedule status of '{Timer}' cannot be written: after a restart it may fire again for the same occurrence."
    )]
    public static partial void ScheduleStateNotKept(this ILogger logger, string timer, Exception exception);

    [LoggerMessage(
        5106,
        LogLevel.Information,
        "'{Timer}' is fired by another host; this one takes over when that one is gone."
    )]
    public static partial void TimerElsewhere(this ILogger logger, string timer);

    [LoggerMessage(5109, LogLevel.Error, "The schedule of '{Timer}' cannot be taken up now; it is tried again.")]
    public static partial void TimerNotTaken(this ILogger logger, string timer, Exception exception);

    [LoggerMessage(
        5111,
        LogLevel.Warning,
        "The schedule of '{Timer}' stood at {LastUpdated:yyyy-MM-ddTHH:mm:ssZ}, which the clock has yet to reach: it was set back, and the schedule is begun anew."
    )]
    public static partial void ClockSetBack(this ILogger logger, string timer, DateTimeOffset lastUpdated);

    [LoggerMessage(5110, LogLevel.Warning, "'{Timer}' could not begin and is tried again: {Reason}")]
    public static partial void TimerNotBegun(this ILogger logger, string timer, string reason);
}
