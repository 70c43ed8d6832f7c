namespace CommerceAnalytics.Functions.Queue;

/// <summary>When to look at a running query: its end is seen within about 2 % of its duration, at few calls.</summary>
internal static class LookSchedule
{
    /// <summary>A local query of a tenth of a second should not wait longer to be seen than it took.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const double Share = 0.02;

    /// <summary>First as long as the table took last time, then in steps proportional to the time already waited.</summary>
    public static DateTime Next(QueryRequest request, DateTime submittedAt, DateTime now)
    {
        var waited = now - submittedAt;
        var lastTime = TimeSpan.FromMilliseconds(request.LastDurationMs ?? 0);
        var step = waited < lastTime ? lastTime - waited : waited * Share;
        return now + (step < Shortest ? Shortest : waited >= lastTime && step > Longest ? Longest : step);
    }
}
