namespace CommerceAnalytics.Summaries;

/// <summary>What the numbers of a column are in.</summary>
public enum Unit
{
    /// <summary>A plain number, or no number at all.</summary>
    None,

    /// <summary>0 to 100; the audit holds a table with a value outside.</summary>
    Percent,

    /// <summary>The shop's currency.</summary>
    Money,

    /// <summary>How many.</summary>
    Count,
}
