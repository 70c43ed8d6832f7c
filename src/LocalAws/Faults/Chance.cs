namespace LocalAws.Faults;

/// <summary>
/// Chances that depend on nothing but what they are for: whichever thread asks first, the n-th match of a rule gets the
/// same ones. Numbers are mixed as in SplitMix64.
/// </summary>
internal static class Chance
{
    /// <summary>A number from 0 to 1 (1 itself never) for the given place.</summary>
    public static double Of(int seed, int rule, long match, long draw)
    {
        var state = Mix(unchecked((ulong)seed));
        foreach (var number in (ReadOnlySpan<long>)[rule, match, draw])
            state = Mix(state ^ unchecked((ulong)number));
        return (state >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong state)
    {
        unchecked
        {
            var z = state + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
