namespace CommerceAnalytics.Audit;

/// <summary>What was usual, and from which days or nights.</summary>
/// <param name="Figure">The median of their figures.</param>
/// <param name="Days">Latest first.</param>
public sealed record Usual(decimal Figure, IReadOnlyList<DateOnly> Days)
{
    /// <summary>The median; null where there are too few figures.</summary>
    /// <param name="figures">Figures of days or nights, the latest first; those without one are left out.</param>
    /// <param name="least">Figures that are needed.</param>
    public static Usual? Of(IEnumerable<(DateOnly Day, decimal? Figure)> figures, int least)
    {
        var known = figures.Where(one => one.Figure is not null).ToList();
        if (known.Count < Math.Max(least, 1))
            return null;
        var median = Median(known.Select(one => one.Figure!.Value));
        return new(median, [.. known.Select(one => one.Day)]);
    }

    /// <summary>The middle one; of an even number the exact mean of the two middle ones.</summary>
    private static decimal Median(IEnumerable<decimal> figures)
    {
        var sorted = figures.Order().ToList();
        var lower = sorted[(sorted.Count - 1) / 2];
        var upper = sorted[sorted.Count / 2];
        return lower + ((upper - lower) / 2);
    }
}
