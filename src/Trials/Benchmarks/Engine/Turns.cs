namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>
/// Whether an orchestration grows slower as its history grows: the time from one call of an activity to the next.
/// </summary>
/// <param name="Calls">How many activities it called, one after another.</param>
/// <param name="FirstTenthMs">Median of the first tenth, ms.</param>
/// <param name="LastTenthMs">Median of the last tenth, ms.</param>
internal sealed record Turns(int Calls, double FirstTenthMs, double LastTenthMs)
{
    /// <summary>The last tenth over the first.</summary>
    public double Ratio => Math.Round(LastTenthMs / FirstTenthMs, 2);

    /// <summary>Of the moments at which the calls were made, in order.</summary>
    /// <exception cref="ArgumentException">They are fewer than twenty.</exception>
    public static Turns Of(IEnumerable<DateTime> calls)
    {
        var moments = calls.ToList();
        if (moments.Count < 20)
            throw new ArgumentException("Twenty calls at least have a first and a last tenth.", nameof(calls));
        var turns = moments.Zip(moments.Skip(1), (one, next) => next - one).ToList();
        var tenth = turns.Count / 10;
        var first = Latencies.Of(turns.Take(tenth));
        var last = Latencies.Of(turns.TakeLast(tenth));
        return new(moments.Count, first.P50Ms, last.P50Ms);
    }
}
