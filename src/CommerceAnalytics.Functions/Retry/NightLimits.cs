namespace CommerceAnalytics.Functions.Retry;

/// <summary>How far from its time a night may begin, and how long a start is tried.</summary>
internal static class NightLimits
{
    /// <summary>
    /// Nights that are made up, counted back from the present. Older ones are told, and left to a person.
    /// </summary>
    public const int MostMadeUp = 7;

    /// <summary>A timer may fire a little before its time: clocks of host and storage differ.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>A night that has not begun this long after its time was missed.</summary>
    public static readonly TimeSpan StartBy = TimeSpan.FromMinutes(15);

    /// <summary>Wait after the first start that failed; it doubles from try to try.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two tries.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a firing tries. It ends before the night counts as missed: from then on <c>NightWatch</c> tries.
    /// </summary>
    public static readonly TimeSpan RetryFor = TimeSpan.FromMinutes(14);
}
