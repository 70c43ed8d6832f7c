using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.LocalHost.Timers;

/// <summary>Where a timer is in its schedule.</summary>
/// <param name="Last">When it fired last; null before the first time, and after its schedule was changed.</param>
/// <param name="Next">The occurrence that is to come, or is due.</param>
/// <param name="LastUpdated">The moment from which <paramref name="Next"/> was computed.</param>
internal sealed record ScheduleState(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    /// <summary>As a function is given it: of a timer that never fired, <c>Last</c> is the year 1.</summary>
    public ScheduleStatus ToStatus() => new()
    {
        Last = Last?.UtcDateTime ?? DateTime.SpecifyKind(default, DateTimeKind.Utc),
        Next = Next.UtcDateTime,
        LastUpdated = LastUpdated.UtcDateTime,
    };
}
