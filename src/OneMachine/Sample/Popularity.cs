namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// Picks from a ranking as shoppers do: the first much more often than the hundredth (Zipf), or by given weights.
/// </summary>
internal sealed class Popularity
{
    private readonly double[] _cumulative;

    private Popularity(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _cumulative = [.. weights.Select(weight => sum += weight)];
    }

    public static Popularity Zipf(int count) => new(Enumerable.Range(0, count).Select(rank => 1.0 / (rank + 3)));

    public static Popularity Weights(IEnumerable<int> weights) => new(weights.Select(weight => (double)weight));

    public int Pick(SampleRandom random)
    {
        var at = (random.Next() >> 11) * (1.0 / (1UL << 53)) * _cumulative[^1];
        var index = Array.BinarySearch(_cumulative, at);
        return Math.Min(index >= 0 ? index + 1 : ~index, _cumulative.Length - 1);
    }
}
