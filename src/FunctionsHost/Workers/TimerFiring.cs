namespace FunctionsHost.Workers;

/// <summary>One firing of a timer, as its function is told of it.</summary>
/// <param name="IsPastDue">Whether the occurrence went by while the host was down.</param>
/// <param name="Last">When it fired last; null before the first time.</param>
/// <param name="Next">The occurrence that is due; null when the timer's status is not kept.</param>
/// <param name="LastUpdated">The moment from which <paramref name="Next"/> was computed.</param>
public sealed record TimerFiring(
    bool IsPastDue,
    DateTimeOffset? Last,
    DateTimeOffset? Next,
    DateTimeOffset? LastUpdated
);
