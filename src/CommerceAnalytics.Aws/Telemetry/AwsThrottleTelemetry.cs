using Amazon.Runtime;
using Amazon.Runtime.Internal;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>A step within the SDK's retries, which would otherwise hide how often AWS refuses.</summary>
internal sealed class AwsThrottleTelemetry : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (AmazonServiceException e) when (Count(e, executionContext.RequestContext))
        {
            throw;
        }
    }

    /// <summary>Counts while the exception passes by; never catches it.</summary>
    private static bool Count(AmazonServiceException e, IRequestContext request)
    {
        var isThrottle = e.Retryable?.Throttling == true || ThrottleCodes.All.Contains(e.ErrorCode);
        if (isThrottle && AwsTelemetry.Throttles.Enabled)
            AwsTelemetry.Throttles.Add(1, AwsCallTags.Of(request).With(request, e.ErrorCode));
        return false;
    }
}
