namespace CommerceAnalytics.Summaries;

/// <summary>How much a summary may ask for, in its file or by setting. The least is 1 of each.</summary>
internal static class SummaryLimits
{
    /// <summary>Complete days before the execution date.</summary>
    public const int MostWindowDays = 400;

    /// <summary>Batches, one after another.</summary>
    public const int MostBatches = 9;

    /// <summary>Rows of one table.</summary>
    public const int MostRows = 1_000_000;
}
