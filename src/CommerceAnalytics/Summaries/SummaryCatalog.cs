using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries;

/// <summary>The summary tables that the pipeline refreshes where no setting says otherwise.</summary>
public static class SummaryCatalog
{
    private static readonly SummarySet Brought = SummarySet.Of(new CommerceSettings());

    /// <summary>All of them in the order in which they run: by batch, then by name.</summary>
    public static IReadOnlyList<Summary> All => Brought.All;

    /// <summary>The summary of a query type. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    /// <param name="queryType">E.g. <c>product_ranking</c>.</param>
    public static Summary Get(string queryType) => Brought.Get(queryType);

    /// <summary>The summary of a query type, or null.</summary>
    /// <param name="queryType">Any text.</param>
    public static Summary? Find(string? queryType) => Brought.Find(queryType);
}
