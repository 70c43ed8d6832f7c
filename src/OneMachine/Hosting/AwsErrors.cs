using Amazon.Runtime;
using FunctionsHost.Http;

namespace CommerceAnalytics.OneMachine.Hosting;

/// <summary>What a caller is told of errors of AWS.</summary>
internal static class AwsErrors
{
    /// <summary>The answer; null for any other error.</summary>
    public static ErrorAnswer? Answer(Exception exception) =>
        exception switch
        {
            FailureException { Failure: var failure } => ErrorAnswer.BadGateway(
                failure.Code,
                failure.Message,
                failure.Advice.Length > 0 ? failure.Advice : null
            ),
            AmazonServiceException { ErrorCode: { Length: > 0 } code } => ErrorAnswer.BadGateway(
                code,
                exception.Message
            ),
            AmazonServiceException or AmazonClientException => ErrorAnswer.BadGateway(
                "ConnectionLost",
                exception.Message
            ),
            _ => null,
        };
}
