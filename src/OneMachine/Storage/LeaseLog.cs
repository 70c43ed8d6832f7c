using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>Log events of timers that hosts share: 5107 and 5108, left free among those of all timers.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(
        5107,
        LogLevel.Warning,
        "This host has lost the lease of '{Timer}' and fires it no more, until it has the lease again."
    )]
    public static partial void TimerLost(this ILogger logger, string timer);

    [LoggerMessage(
        5108,
        LogLevel.Information,
        "The lease of '{Timer}' was not given back: other hosts wait until it ends."
    )]
    public static partial void TimerNotReleased(this ILogger logger, string timer, Exception exception);
}
