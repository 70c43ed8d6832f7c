using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries;

/// <summary>The summary tables that the pipeline refreshes where no setting says otherwise.</summary>
public static class SummaryCatalog
{
    private static readonly SummarySet BuiltIn = SummarySet.Of(new CommerceSettings());

    /// <summary>All of them in the order in which they run: by batch, then by name.</summary>
    public static IReadOnlyList<Summary> All => BuiltIn.All;

    /// <summary>The summary of a query type. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    /// <param name="queryType">A summary's name.</param>
    public static Summary Get(string queryType) => BuiltIn.Get(queryType);
}
