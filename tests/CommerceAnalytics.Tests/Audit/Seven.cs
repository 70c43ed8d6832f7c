using CommerceAnalytics.Audit;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>The seven summaries as the audit sees them.</summary>
internal static class Seven
{
    public static IReadOnlyList<AuditedSummary> All { get; } =
    [.. SummaryCatalog.All.Select(summary => new AuditedSummary(summary))];

    public static AuditedSummary Get(string queryType) => All.Single(summary => summary.QueryType == queryType);
}
