using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>A run's output. The report itself lies in S3.</summary>
/// <param name="RunId">Instance id.</param>
/// <param name="Status"><c>succeeded</c> or <c>cancelled</c>: a run that failed has no output but a message.</param>
/// <param name="Line">What came of it, in one line.</param>
/// <param name="Report"><c>s3://</c> address of the report.</param>
/// <param name="Totals">Sums over all tables.</param>
public sealed record RunOutcome(
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("line")] string Line,
    [property: JsonPropertyName("report")] string Report,
    [property: JsonPropertyName("totals"), JsonConverter(typeof(RunTotalsConverter))] ReportTotals Totals
);
