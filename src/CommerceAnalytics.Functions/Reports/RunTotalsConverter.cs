using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>
/// Totals as the report has them, snake_case, within an output that Durable writes with options of its own.
/// </summary>
public sealed class RunTotalsConverter : JsonConverter<ReportTotals>
{
    /// <inheritdoc/>
    public override ReportTotals? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<ReportTotals>(ref reader, RunReportJson.Options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReportTotals value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, RunReportJson.Options);
}
