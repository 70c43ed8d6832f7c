namespace LocalAws.Faults;

/// <summary>A rule that strikes a request.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Index">Its place in the plan, from 0.</param>
/// <param name="Match">The request's number among those that the rule was for, from 1.</param>
/// <param name="Seed">The plan's seed.</param>
internal sealed record Strike(FaultRule Rule, int Index, long Match, int Seed)
{
    private const long SpreadDraw = 1;
    private const long FirstKeyDraw = 1000;

    /// <summary>Whether nothing that comes after it sees the request.</summary>
    public bool Ends =>
        Rule.Fault is not (FaultKind.Delay or FaultKind.DeleteErrors or FaultKind.SmallPages or FaultKind.QueryDelay);

    /// <summary>Time to wait.</summary>
    public TimeSpan Delay =>
        TimeSpan.FromSeconds(Rule.Seconds + (Rule.Spread * Chance.Of(Seed, Index, Match, SpreadDraw)));

    /// <summary>Whether the n-th key of the request is one of those that fail.</summary>
    public bool StrikesKey(int key)
    {
        var drawn = Chance.Of(Seed, Index, Match, FirstKeyDraw + key);
        return drawn < Rule.Fraction;
    }
}
