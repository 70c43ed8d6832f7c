using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>A step within the SDK's retries, which would otherwise hide how often AWS refuses.</summary>
internal sealed class AwsThrottleTelemetry : PipelineHandler
{
    // Athena's and Glue's, S3's, and what the SDK itself takes for one.
    private static readonly string[] Codes =
    [
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
        "SlowDown",
        "RequestThrottled",
        "ProvisionedThroughputExceededException",
    ];

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
        if (
            AwsTelemetry.Throttles.Enabled
            && (e.Retryable?.Throttling == true || Codes.Contains(e.ErrorCode, StringComparer.Ordinal))
        )
            AwsTelemetry.Throttles.Add(1, AwsCallTags.Of(request).With(request, e.ErrorCode));
        return false;
    }
}
