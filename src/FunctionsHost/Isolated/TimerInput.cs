using System.Text.Json;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>A firing as the worker's Timer extension reads it.</summary>
internal static class TimerInput
{
    // What the Functions host gives for a timer that never fired.
    private static readonly DateTime Never = DateTime.SpecifyKind(default, DateTimeKind.Utc);

    /// <summary>The JSON; without a status when none is kept.</summary>
    public static string Of(TimerFiring firing) =>
        JsonSerializer.Serialize(new TimerData(new(AdjustForDST: true), StatusOf(firing), firing.IsPastDue));

    private static ScheduleStatus? StatusOf(TimerFiring firing)
    {
        if (firing.Next is not { } next)
            return null;
        var last = firing.Last?.UtcDateTime ?? Never;
        return new(last, next.UtcDateTime, firing.LastUpdated?.UtcDateTime ?? Never);
    }

    private sealed record TimerData(TimerSchedule Schedule, ScheduleStatus? ScheduleStatus, bool IsPastDue);

    private sealed record TimerSchedule(bool AdjustForDST);

    private sealed record ScheduleStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
}
