using System.Net;
using Amazon.Athena.Model;
using Amazon.Runtime;

namespace CommerceAnalytics.Aws.Failures;

/// <summary>
/// What AWS answered, in one form for all services and for queries that fail after they were accepted.
/// </summary>
internal sealed record AwsError
{
    /// <summary>Error code, e.g. <c>AccessDeniedException</c>; null for a failed query.</summary>
    public string? Code { get; init; }

    /// <summary>AWS's words.</summary>
    public required string Message { get; init; }

    /// <summary>HTTP status, or null.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Service that answered: <c>Athena</c>, <c>Glue</c>, <c>S3</c> or <c>SecurityToken</c> (STS).</summary>
    public string? Service { get; init; }

    /// <summary><c>AthenaErrorCode</c> of an InvalidRequestException, e.g. <c>MALFORMED_QUERY</c>, or null.</summary>
    public string? AthenaErrorCode { get; init; }

    /// <summary><c>Reason</c> of Athena's TooManyRequestsException, or null.</summary>
    public string? ThrottleReason { get; init; }

    /// <summary>
    /// 1 system, 2 user, 3 other; null unless a query failed. From Athena's error reference, as is <see cref="Type"/>.
    /// </summary>
    public int? Category { get; init; }

    /// <summary>Number of the kind of error; null unless a query failed.</summary>
    public int? Type { get; init; }

    /// <summary>Whether this is a query that failed after Athena had accepted it.</summary>
    public bool OfQuery { get; init; }

    /// <summary>Whether Athena calls the failed query retryable.</summary>
    public bool Retryable { get; init; }

    public static AwsError Of(AmazonServiceException exception)
    {
        var type = exception.GetType();
        return new()
        {
            Code = string.IsNullOrEmpty(exception.ErrorCode) ? type.Name : exception.ErrorCode,
            Message = exception.Message,
            Status = Enum.IsDefined(exception.StatusCode) ? exception.StatusCode : null,
            Service = type.Namespace?.Split('.') is ["Amazon", var service, ..] ? service : null,
            AthenaErrorCode = (exception as InvalidRequestException)?.AthenaErrorCode,
            ThrottleReason = (exception as TooManyRequestsException)?.Reason?.Value,
        };
    }

    public static AwsError Of(QueryExecutionStatus status) =>
        new()
        {
            // StateChangeReason and ErrorMessage say the same, the former sometimes at more length.
            Message = status.StateChangeReason ?? status.AthenaError?.ErrorMessage ?? "Athena gave no reason.",
            Service = "Athena",
            Category = status.AthenaError?.ErrorCategory,
            Type = status.AthenaError?.ErrorType,
            OfQuery = true,
            Retryable = status.AthenaError?.Retryable == true,
        };

    public bool Says(string words) => Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
