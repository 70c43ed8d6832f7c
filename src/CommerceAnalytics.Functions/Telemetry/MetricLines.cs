using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>Metrics as lines of text, for looking by hand: sums, and of histograms their count and sum.</summary>
internal sealed class MetricLines(TextWriter writer) : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
                writer.WriteLine($"metric {metric.Name} {Value(metric, point)} {metric.Unit} {Tags(point)}");
        }

        return ExportResult.Success;
    }

    private static string Value(Metric metric, in MetricPoint point)
    {
        if (metric.MetricType == MetricType.Histogram)
            return $"count={point.GetHistogramCount()} sum={point.GetHistogramSum()}";
        return point.GetSumLong().ToString();
    }

    private static string Tags(in MetricPoint point)
    {
        var tags = new List<string>();
        foreach (var tag in point.Tags)
            tags.Add($"{tag.Key}={tag.Value}");
        return string.Join(' ', tags);
    }
}
