using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;

namespace CommerceAnalytics.Tests.Summaries;

/// <summary>All summaries that the pipeline brings, those too that no run refreshes unless it is told to.</summary>
internal static class EverySummary
{
    /// <summary>What enables them.</summary>
    public static IReadOnlyDictionary<string, SummarySettings> Settings { get; } =
        SummaryFiles
            .All([], [])
            .ToDictionary(summary => summary.QueryType, _ => new SummarySettings { Enabled = true });

    public static SummarySet Set { get; } = SummarySet.Of(new CommerceSettings { Summaries = Settings });
}
