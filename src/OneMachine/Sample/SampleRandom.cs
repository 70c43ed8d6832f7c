namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// SplitMix64: written out here, and used with whole numbers and IEEE division only, so that a seed gives the same
/// events with every runtime and processor.
/// </summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>
    /// A generator for one service on one day, so that days can be written in any order, or side by side.
    /// </summary>
    public static SampleRandom For(long seed, string scope, int day)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in scope)
            hash = (hash ^ character) * 1099511628211UL;
        return new SampleRandom(new SampleRandom((ulong)seed).Next() ^ hash ^ ((ulong)day * 0x9E3779B97F4A7C15UL));
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public bool PerMille(int perMille) => Below(1000) < perMille;

    public T Pick<T>(T[] items) => items[Below(items.Length)];

    /// <summary>
    /// A pause between two things that a person does, in milliseconds: mostly near the mean, never negative.
    /// </summary>
    public int Pause(int meanMs) => 50 + Below(meanMs) + Below(meanMs);
}
