using System.Text.RegularExpressions;
using Amazon.Athena.Model;
using Amazon.Runtime;
using Azure.Identity;

namespace CommerceAnalytics.Aws.Failures;

/// <summary>
/// Turns what AWS, Azure or the network answered into a <see cref="Failure"/>: code, what was tried and what came back,
/// advice.
/// </summary>
internal static partial class AwsFailures
{
    /// <summary>
    /// The failure that an exception of a call stands for, or null for one that is not of AWS, Azure or the network.
    /// </summary>
    /// <param name="attempt">What was tried, on what, e.g. <c>Submit a query in workgroup primary</c>.</param>
    /// <param name="exception">What was thrown.</param>
    public static Failure? Of(string attempt, Exception exception)
    {
        // Outermost first: what lies inside a service's exception is only how its answer came over the wire.
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (Known(attempt, at) is { } failure)
                return failure;
        }

        return null;
    }

    /// <summary>The failure of a query that Athena accepted and that then failed.</summary>
    /// <param name="queryExecutionId">Athena's id.</param>
    /// <param name="status">Its last status.</param>
    public static Failure OfQuery(string queryExecutionId, QueryExecutionStatus status)
    {
        var error = AwsError.Of(status);
        var failure = OfError($"Query execution {queryExecutionId} {status.State.Value.ToLowerInvariant()}", error);
        return failure with { Retry = error.Retryable ? RetryAdvice.Once : RetryAdvice.Never };
    }

    /// <summary>The failure of an error that came as data, e.g. one of many keys that S3 could not delete.</summary>
    public static Failure OfError(string attempt, AwsError error)
    {
        var cause = CauseTable.Of(error) ?? Unknown(error);
        return For(attempt, cause, error.Message);
    }

    /// <summary>The failure of a known cause.</summary>
    /// <param name="attempt">What was tried, on what.</param>
    /// <param name="cause">Why it did not work.</param>
    /// <param name="words">What came back.</param>
    public static Failure For(string attempt, Cause cause, string words)
    {
        var sentence = words.TrimEnd();
        if (!sentence.EndsWith('.'))
            sentence += ".";
        return new Failure(cause.Code, $"{attempt}: {sentence}", AdviceFor(cause, words), cause.Retry);
    }

    private static Failure? Known(string attempt, Exception exception) =>
        exception switch
        {
            FailureException failed => failed.Failure,
            // No service answered: what lies inside says why.
            AmazonServiceException { ErrorCode: null or "", InnerException: not null } => null,
            AmazonServiceException service => OfError(attempt, AwsError.Of(service)),
            AuthenticationFailedException identity => For(attempt, Causes.IdentityUnavailable, identity.Message),
            HttpRequestException or IOException or TimeoutException or TaskCanceledException => For(
                attempt,
                Causes.ConnectionLost,
                exception.Message
            ),
            AmazonClientException { InnerException: null } client => For(
                attempt,
                Causes.CredentialsMissing,
                client.Message
            ),
            _ => null,
        };

    // "User: arn:aws:sts::...:assumed-role/x/y is not authorized to perform: glue:GetTable on resource:
    // arn:aws:glue:... because ..."
    private static string AdviceFor(Cause cause, string words) =>
        cause == Causes.AccessDenied && NotAuthorized().Match(words) is { Success: true } match
            ? $"Allow {match.Groups["action"].Value} on {match.Groups["resource"].Value}. {cause.Advice}"
            : cause.Advice;

    private static Cause Unknown(AwsError error) =>
        new(
            error.Code ?? "QueryFailed",
            error.OfQuery
                ? "Look the message up in Athena's error reference; rerun the table when its cause is gone."
                : "Look the code up in the service's API reference; start again when its cause is gone."
        );

    [GeneratedRegex(
        @"not authorized to perform:?\s+(?<action>[\w-]+:\w+)(?:\s+on\s+(?:resource:\s*)?""?(?<resource>[^\s""]+))",
        RegexOptions.None,
        1000
    )]
    private static partial Regex NotAuthorized();
}
