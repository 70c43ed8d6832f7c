namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>How long many of the same took.</summary>
/// <param name="P50Ms">Half of them took at most this, ms.</param>
/// <param name="P99Ms">99 of 100 took at most this, ms.</param>
/// <param name="MaxMs">The longest, ms.</param>
internal sealed record Latencies(double P50Ms, double P99Ms, double MaxMs)
{
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Latencies Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("There is nothing to take a percentile of.", nameof(times));
        return new(At(sorted, 0.5), At(sorted, 0.99), Math.Round(sorted[^1], 2));
    }

    // The nearest rank: a time that really occurred, never one between two.
    private static double At(double[] sorted, double share) =>
        Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}
