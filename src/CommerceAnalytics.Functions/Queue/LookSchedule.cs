namespace CommerceAnalytics.Functions.Queue;

/// <summary>When to look at a running query: its end is seen within about 2 % of its duration, at few calls.</summary>
internal static class LookSchedule
{
    /// <summary>A local query of a tenth of a second should not wait longer to be seen than it took.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Of a query of minutes, a second is 2 % and less: to look more often would only be throttled.</summary>
    private static readonly TimeSpan ShortestOfLong = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstEarly = TimeSpan.FromSeconds(1);

    private const double EarlyShare = 1;

    private const double EarlyFrom = 0.125;

    private const double FiguresShare = 0.5;

    private const double Share = 0.02;

    private const double NearTheEnd = 1.25;

    /// <summary>
    /// Last time's duration tells when the end is likely, so that is a time to look; before it the time waited doubles, after it grows by 2 %.
    /// </summary>
    /// <remarks>
    /// Waiting for last time's duration without a look would cost hours where that was an outlier (a night of queueing, a host that was down):
    /// with these few early looks a query that ends early is seen within its own duration.
    /// </remarks>
    public static DateTime Next(QueryRequest request, DateTime submittedAt, DateTime now)
    {
        var waited = now - submittedAt;
        // Nothing but the report waits for a table's figures, and they take a second or two: seen within twice their duration, at the fewest calls.
        if (request.FiguresOf is not null)
            return now + Least(Most(waited, Shortest), Longest);
        var lastTime = TimeSpan.FromMilliseconds(request.LastDurationMs ?? 0);
        return now + (waited < lastTime ? Least(lastTime - waited, Most(waited * EarlyShare, FirstEarly)) : Least(Most(waited * Share, Floor(waited, lastTime)), Longest));
    }

    /// <summary>The shortest step: where last time's duration says that the end is near, a tenth of a second; else a fifth of the time waited, up to a second.</summary>
    private static TimeSpan Floor(TimeSpan waited, TimeSpan lastTime) =>
        waited < lastTime * NearTheEnd ? Shortest : Most(Least(waited / 5, ShortestOfLong), Shortest);

    /// <summary>
    /// When to look at a query that is expected to take as long as the last one that is known: of this table, or of its kind in this run. Early looks
    /// begin at an eighth of that: where many queries run, the looks at others cover them, and one look a query is nearly all.
    /// </summary>
    /// <param name="request">What runs.</param>
    /// <param name="expected">How long it is expected to take; null when nothing of its kind has ended yet.</param>
    /// <param name="submittedAt">When it was submitted, UTC.</param>
    /// <param name="now">The present time, UTC.</param>
    public static DateTime Next(QueryRequest request, TimeSpan? expected, DateTime submittedAt, DateTime now)
    {
        var waited = now - submittedAt;
        // Of a run of a few services the figures are the last thing that it waits for: seen within half of their duration more.
        if (expected is null && request.FiguresOf is not null)
            return now + Least(Most(waited * FiguresShare, Shortest), Longest);
        if (expected is not { } likely)
            return Next(request with { LastDurationMs = null }, submittedAt, now);
        if (waited < likely)
            return now + Least(likely - waited, Most(waited * EarlyShare, Most(FirstEarly, likely * EarlyFrom)));
        return Next(request with { LastDurationMs = (long)likely.TotalMilliseconds }, submittedAt, now);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
