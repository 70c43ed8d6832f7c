namespace CommerceAnalytics.Summaries;

/// <summary>
/// Which columns of a table hold what the audit knows from elsewhere too, so that it can compare them; null where the
/// table has no such column. All count events, where nothing else is said.
/// </summary>
public sealed record SummaryMeasures
{
    /// <summary>None.</summary>
    public static SummaryMeasures None { get; } = new();

    /// <summary>Cart adds: together never more than the overview's.</summary>
    public string? CartAdds { get; init; }

    /// <summary>Value of the cart adds, a <c>double</c>: of each compared with the nights before.</summary>
    public string? CartValue { get; init; }

    /// <summary>Cart adds without a valid quantity or price.</summary>
    public string? InvalidValues { get; init; }

    /// <summary>Searches.</summary>
    public string? Searches { get; init; }

    /// <summary>Searches with a click.</summary>
    public string? Clicks { get; init; }

    /// <summary>Day of the purchases, a <c>date</c>: with the next two, held against the overview's day.</summary>
    public string? Day { get; init; }

    /// <summary>Purchases.</summary>
    public string? Purchases { get; init; }

    /// <summary>Revenue, a <c>double</c>.</summary>
    public string? Revenue { get; init; }

    /// <summary>Purchases whose amount is known.</summary>
    public string? KnownAmounts { get; init; }

    /// <summary>Whether the rows say the purchases of each day.</summary>
    public bool HasDays => Day is not null && Purchases is not null && Revenue is not null;
}
