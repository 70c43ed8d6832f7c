namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>When to poll a running query: its end is seen within about 2 % of its duration, at few calls.</summary>
internal static class PollSchedule
{
    /// <summary>A local query of a tenth of a second should not wait longer to be seen than it took.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Of a query of minutes, a second is 2 % and less: to poll more often would only be throttled.</summary>
    private static readonly TimeSpan ShortestOfLong = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstEarly = TimeSpan.FromSeconds(1);

    private const double EarlyShare = 1;

    private const double EarlyFrom = 0.125;

    private const double Share = 0.02;

    private const double NearTheEnd = 1.25;

    private const int Many = 10;

    private static readonly TimeSpan MostSlack = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// When to poll a query that is expected to take as long as the last one that is known: of this statement, or of
    /// its name in this run. Then it is polled; before that the time waited doubles, after it grows by 2 %. Early polls
    /// begin at an eighth of it: where many queries run, the polls of others cover them, and one poll a query is nearly
    /// all.
    /// </summary>
    /// <remarks>
    /// Waiting for the expected time without a poll would cost hours where that was an outlier (a night of queueing, a
    /// host that was down): with these few early polls a query that ends early is seen within its own duration.
    /// </remarks>
    /// <param name="expected">How long it is expected to take; null when nothing of its name has ended yet.</param>
    /// <param name="submittedAt">When it was submitted, UTC.</param>
    /// <param name="now">The present time, UTC.</param>
    public static DateTime Next(TimeSpan? expected, DateTime submittedAt, DateTime now)
    {
        var waited = now - submittedAt;
        if (expected is { } likely && waited < likely)
        {
            var first = Most(FirstEarly, likely * EarlyFrom);
            var early = Most(first, waited * EarlyShare);
            return now + Least(early, likely - waited);
        }

        var shortest = Floor(waited, expected ?? TimeSpan.Zero);
        var step = Most(shortest, waited * Share);
        return now + Least(step, Longest);
    }

    /// <summary>
    /// How long a poll that is due waits for others: one call covers all. Only where many queries run, so that one of
    /// them ends every second or two; a run of a few services is not made longer. At most 2 % of the longest query.
    /// </summary>
    /// <param name="running">Queries that run.</param>
    /// <param name="longest">How long the longest of them is expected to take; null when nothing is known of any.</param>
    public static TimeSpan Slack(int running, TimeSpan? longest)
    {
        if (running < Many || longest is null)
            return TimeSpan.Zero;
        return Least(MostSlack, longest.Value * Share);
    }

    /// <summary>
    /// The shortest step: where the expected time says that the end is near, a tenth of a second; else a fifth of the
    /// time waited, up to a second.
    /// </summary>
    private static TimeSpan Floor(TimeSpan waited, TimeSpan expected)
    {
        if (waited < expected * NearTheEnd)
            return Shortest;
        var step = Least(waited / 5, ShortestOfLong);
        return Most(step, Shortest);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
