using Amazon.Runtime;
using Amazon.Runtime.Internal;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Aws.Telemetry;

/// <summary>Requests to AWS that one piece of work made, whatever it awaited in between.</summary>
public sealed class CountedCalls
{
    private static readonly AsyncLocal<CountedCalls?> Current = new();

    private long _athena;
    private long _glue;
    private long _s3;

    private CountedCalls() { }

    /// <summary>What was made so far.</summary>
    public ApiCalls Total => new(Interlocked.Read(ref _athena), Interlocked.Read(ref _glue), Interlocked.Read(ref _s3));

    /// <summary>Counts what the caller, and all that it calls from now on, asks of AWS.</summary>
    public static CountedCalls Begin() => Current.Value = new();

    /// <summary>One request more, for a client that does not go through the SDK's pipeline.</summary>
    /// <param name="service">
    /// Service id of the SDK: <c>Athena</c>, <c>Glue</c>, <c>S3</c>. Others are not counted.
    /// </param>
    public static void Count(string service)
    {
        if (Current.Value is not { } counted)
            return;
        switch (service)
        {
            case "Athena":
                Interlocked.Increment(ref counted._athena);
                break;
            case "Glue":
                Interlocked.Increment(ref counted._glue);
                break;
            case "S3":
                Interlocked.Increment(ref counted._s3);
                break;
        }
    }

    /// <summary>A step within the SDK's retries: AWS counts each of them against its rates.</summary>
    internal sealed class Step : PipelineHandler
    {
        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            Count(executionContext.RequestContext.ServiceMetaData.ServiceId);
            return base.InvokeAsync<T>(executionContext);
        }
    }
}
