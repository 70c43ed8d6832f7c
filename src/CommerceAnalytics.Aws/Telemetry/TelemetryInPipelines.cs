using Amazon.Runtime.Internal;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>
/// Puts telemetry into the pipeline of every AWS client that this process makes from now on: in one place for all
/// operations, and for the STS clients that the SDK makes by itself. While nobody listens it costs one look a call.
/// </summary>
internal sealed class TelemetryInPipelines : IRuntimePipelineCustomizer
{
    private static readonly TelemetryInPipelines Once = new();

    public string UniqueName => AwsTelemetry.Name;

    /// <summary>Any number of times, with the effect of one.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(Once);

    public void Customize(Type type, RuntimePipeline pipeline)
    {
        pipeline.AddHandler(new AwsCallTelemetry());
        pipeline.AddHandlerAfter<RetryHandler>(new AwsThrottleTelemetry());
        pipeline.AddHandlerAfter<RetryHandler>(new CountedCalls.Step());
    }
}
