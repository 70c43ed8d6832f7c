using FunctionsHost.Workers;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.InProcess;

/// <summary>What a timer's function is given.</summary>
internal static class TimerInfos
{
    private static readonly DateTime Never = DateTime.SpecifyKind(default, DateTimeKind.Utc);

    /// <summary>
    /// Without a next occurrence there is no status: it is not kept. Of a timer that never fired, <c>Last</c> is the
    /// year 1.
    /// </summary>
    public static TimerInfo Of(TimerFiring firing)
    {
        if (firing.Next is not { } next)
            return new TimerInfo { IsPastDue = firing.IsPastDue };
        return new TimerInfo
        {
            IsPastDue = firing.IsPastDue,
            ScheduleStatus = new ScheduleStatus
            {
                Last = firing.Last?.UtcDateTime ?? Never,
                Next = next.UtcDateTime,
                LastUpdated = firing.LastUpdated?.UtcDateTime ?? Never,
            },
        };
    }
}
