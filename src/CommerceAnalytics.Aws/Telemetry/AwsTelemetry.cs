using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>
/// What is told of calls to AWS: one span a call, their durations, and how often AWS asked to slow down.
/// </summary>
public static class AwsTelemetry
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "CommerceAnalytics.Aws";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Duration of a call with the retries that the SDK makes within it.</summary>
    internal static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "commerce.aws.call.duration",
        "s",
        "Duration of a call to AWS, with the SDK's own retries",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        }
    );

    /// <summary>Answers that ask to slow down, those that the SDK's own retries make up for among them.</summary>
    internal static readonly Counter<long> Throttles = Meter.CreateCounter<long>(
        "commerce.aws.throttles",
        "{throttle}",
        "Answers of AWS that ask to slow down"
    );

    /// <summary>Whether anybody wants to know.</summary>
    internal static bool IsOn => Source.HasListeners() || CallDuration.Enabled || Throttles.Enabled;
}
