namespace CommerceAnalytics.LocalHost.Timers;

/// <summary>Where a timer is in its schedule.</summary>
/// <param name="Last">When it fired last; null before the first time, and after its schedule was changed.</param>
/// <param name="Next">The occurrence that is to come, or is due.</param>
/// <param name="LastUpdated">The moment from which <paramref name="Next"/> was computed.</param>
internal sealed record ScheduleState(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
