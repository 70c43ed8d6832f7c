using Amazon.Athena;

namespace CommerceAnalytics.Aws.Failures;

/// <summary>One line of the table that tells the cause of an error. All that is set must hold.</summary>
/// <param name="Cause">What it means.</param>
internal sealed record CauseRule(Cause Cause)
{
    /// <summary>Codes of AWS errors, any of which.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Athena's error types, any of which.</summary>
    public int[] Types { get; init; } = [];

    /// <summary>Athena's <c>AthenaErrorCode</c>, any of which.</summary>
    public string[] AthenaCodes { get; init; } = [];

    /// <summary>Words of AWS's message, any of which.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>The service, where the code alone means something else elsewhere.</summary>
    public string? Service { get; init; }

    /// <summary>Anything else.</summary>
    public Func<AwsError, bool> Where { get; init; } = static _ => true;

    public bool Fits(AwsError error) =>
        (Codes.Count == 0 || Codes.Contains(error.Code))
        && (Types.Length == 0 || (error.Type is { } type && Types.Contains(type)))
        && (AthenaCodes.Length == 0 || AthenaCodes.Contains(error.AthenaErrorCode))
        && (Words.Length == 0 || Words.Any(error.Says))
        && (Service is null || Service == error.Service)
        && Where(error);

    public static bool IsActiveQueryLimit(AwsError error) =>
        error.ThrottleReason == ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED.Value;
}
