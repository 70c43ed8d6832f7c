using LocalAws.Wire;

namespace LocalAws.Faults;

/// <summary>How each service words a refusal of a fault.</summary>
internal static class FaultErrors
{
    public static AwsException Of(FaultRule rule, string service)
    {
        var (code, message, status) = Usual(rule.Fault, service);
        return new(rule.Code ?? code, rule.Message ?? message, rule.Status ?? status)
        {
            // Athena says which of its limits it was; clients tell queries from requests by it.
            Details = rule.Code == "TooManyRequestsException" ? [("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED")] : [],
        };
    }

    private static (string Code, string Message, int Status) Usual(FaultKind fault, string service) =>
        (fault, service) switch
        {
            (FaultKind.Throttle, "s3") => ("SlowDown", "Please reduce your request rate.", 503),
            (FaultKind.Throttle, "sts") => ("Throttling", "Rate exceeded", 400),
            (FaultKind.Throttle, _) => ("ThrottlingException", "Rate exceeded", 400),
            (FaultKind.Unavailable, "s3") => ("ServiceUnavailable", "Service is unable to handle request.", 503),
            (FaultKind.Unavailable, "sts") => (
                "ServiceUnavailable",
                "The request has failed due to a temporary failure of the server.",
                503
            ),
            (FaultKind.Unavailable, _) => (
                "ServiceUnavailableException",
                "The request has failed due to a temporary failure of the server.",
                503
            ),
            (FaultKind.ExpireCredentials, "s3") => ("ExpiredToken", "The provided token has expired.", 400),
            (FaultKind.ExpireCredentials, "sts") => (
                "ExpiredToken",
                "The security token included in the request is expired",
                403
            ),
            (FaultKind.ExpireCredentials, _) => (
                "ExpiredTokenException",
                "The security token included in the request is expired",
                400
            ),
            (FaultKind.InternalError, "s3") => (
                "InternalError",
                "We encountered an internal error. Please try again.",
                500
            ),
            (FaultKind.InternalError, "athena") => ("InternalServerException", "Internal server error.", 500),
            (FaultKind.InternalError, "glue") => ("InternalServiceException", "Internal service error.", 500),
            (FaultKind.InternalError, _) => (
                "InternalFailure",
                "The request processing has failed because of an unknown error, exception or failure.",
                500
            ),
            _ => ("InternalFailure", "An injected fault.", 400),
        };
}
