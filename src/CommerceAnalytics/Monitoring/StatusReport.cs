using System.Text.Json;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Monitoring;

/// <summary>How the summary tables stand.</summary>
/// <param name="AsOf">When that was asked, UTC.</param>
/// <param name="Tables">Service by service, in the order of <see cref="Summaries.SummarySet"/>.</param>
public sealed record StatusReport(DateTimeOffset AsOf, IReadOnlyList<TableState> Tables)
{
    /// <summary>One line of JSON, in snake_case as the run report.</summary>
    public string Json() => JsonSerializer.Serialize(this, RunReportJson.Options);
}
