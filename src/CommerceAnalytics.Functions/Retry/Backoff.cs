namespace CommerceAnalytics.Functions.Retry;

/// <summary>Growing, jittered waits that come out the same on replay.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Doubles from one second to one minute, give or take a quarter.</summary>
    /// <param name="refusals">Refusals in a row so far, 1 or more.</param>
    /// <param name="seed">
    /// From the orchestrator's own <c>NewGuid</c>: many waiters spread out, a replay does not.
    /// </param>
    public static TimeSpan Delay(int refusals, Guid seed)
    {
        var grown = First * Math.Pow(2, Math.Min(refusals, 10) - 1);
        var jitter = 0.75 + (seed.ToByteArray()[0] / 255.0 / 2);
        return (grown < Longest ? grown : Longest) * jitter;
    }
}
