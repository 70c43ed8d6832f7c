namespace CommerceAnalytics.Functions.Retry;

/// <summary>How an orchestration waits for another that it cannot await: for its turn, for a night to be over.</summary>
internal static class TurnPolling
{
    /// <summary>
    /// Polls before one that waits long starts anew, so that its history stays short: about ten minutes of them.
    /// </summary>
    public const int MostPolls = 40;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The time to the next poll: a tenth of the time waited, from half a second to half a minute.</summary>
    public static TimeSpan Pause(TimeSpan waited)
    {
        var ticks = Math.Clamp(waited.Ticks / 10, Shortest.Ticks, Longest.Ticks);
        return TimeSpan.FromTicks(ticks);
    }
}
