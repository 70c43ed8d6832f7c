namespace CommerceAnalytics.Aws.Failures;

/// <summary>Error codes of a call that was refused for its rate: Athena's and Glue's, S3's, and the SDK's own list.</summary>
internal static class ThrottleCodes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "ThrottledException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "BandwidthLimitExceeded",
        "ProvisionedThroughputExceededException",
    ];
}
