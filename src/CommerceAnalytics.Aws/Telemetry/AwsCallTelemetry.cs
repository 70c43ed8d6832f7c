using System.Diagnostics;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>
/// The outermost step of a client's pipeline: a span and a duration for each call, whatever is retried within.
/// </summary>
internal sealed class AwsCallTelemetry : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (!AwsTelemetry.IsOn)
            return await base.InvokeAsync<T>(executionContext);
        var call = AwsCallTags.Of(executionContext.RequestContext);
        using var span = AwsTelemetry.Source.StartActivity($"{call.Service}.{call.Operation}", ActivityKind.Client);
        var began = Stopwatch.GetTimestamp();
        string? error = null;
        try
        {
            var answer = await base.InvokeAsync<T>(executionContext);
            AwsCallTags.Describe(span, executionContext.RequestContext.OriginalRequest, answer);
            return answer;
        }
        catch (Exception e)
        {
            error = (e as AmazonServiceException)?.ErrorCode ?? e.GetType().FullName;
            span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error, e.Message);
            AwsCallTags.Describe(span, executionContext.RequestContext.OriginalRequest, e);
            throw;
        }
        finally
        {
            var tags = call.With(executionContext.RequestContext, error);
            foreach (var tag in tags)
                span?.SetTag(tag.Key, tag.Value);
            span?.SetTag("aws.sdk.retries", executionContext.RequestContext.Retries);
            AwsTelemetry.CallDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }
}
