using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Monitoring;

/// <summary>Where this pipeline gives other figures than the one that it replaces, on purpose.</summary>
public static class DeliberateDifferences
{
    private const string Window =
        "windows are the complete days before the execution date; the old ones reached into the running day";

    /// <summary>Those of one summary, one sentence each; the first holds for all.</summary>
    /// <param name="summary">Summary.</param>
    public static IReadOnlyList<string> Of(Summary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return [Window, .. summary.Differences];
    }
}
