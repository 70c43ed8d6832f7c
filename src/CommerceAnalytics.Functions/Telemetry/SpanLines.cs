using System.Diagnostics;
using OpenTelemetry;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>
/// Spans as lines of text. Not on standard output, as OpenTelemetry's own console exporter has them: results go there.
/// </summary>
internal sealed class SpanLines(TextWriter writer) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
        {
            var tags = string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={Text(tag.Value)}"));
            writer.WriteLine(
                $"span {span.TraceId} {span.ParentSpanId}>{span.SpanId} {span.Kind} {span.DisplayName} {span.Duration.TotalMilliseconds:F1} ms {span.Status} {tags}"
            );
        }

        return ExportResult.Success;
    }

    private static string? Text(object? value) =>
        value is IEnumerable<string> values ? string.Join(',', values) : Convert.ToString(value);
}
