using CommerceAnalytics.Functions.Retry;

namespace CommerceAnalytics.Functions.Timers;

/// <summary>A night that the schedule asks for.</summary>
/// <param name="Date">Its execution date: that of the occurrence, in the reporting zone.</param>
/// <param name="Occurrence">When it was to begin.</param>
internal sealed record Night(DateOnly Date, DateTimeOffset Occurrence)
{
    /// <summary>Until when it must have begun.</summary>
    public DateTimeOffset StartBy => Occurrence + NightLimits.StartBy;
}
