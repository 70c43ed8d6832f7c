using System.Text.Json.Serialization;

namespace CommerceAnalytics.Reports;

/// <summary>Requests to AWS, each one that left the process: the SDK's own retries too.</summary>
/// <param name="Athena">To Athena.</param>
/// <param name="Glue">To Glue.</param>
/// <param name="S3">To S3.</param>
public sealed record ApiCalls(long Athena, long Glue, long S3)
{
    /// <summary>None.</summary>
    public static ApiCalls None { get; } = new(0, 0, 0);

    /// <summary>Whether there are none.</summary>
    [JsonIgnore]
    public bool IsNone => this == None;

    /// <summary>Both together.</summary>
    /// <param name="one">Some.</param>
    /// <param name="other">Others; null for none.</param>
    public static ApiCalls operator +(ApiCalls one, ApiCalls? other)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (other is null)
            return one;
        return new(one.Athena + other.Athena, one.Glue + other.Glue, one.S3 + other.S3);
    }
}

/// <summary>What a run, or a part of it, spent besides Athena's queries themselves.</summary>
/// <param name="ActivityExecutions">
/// Activities that ran and answered; one that was lost with its worker and run again counts once.
/// </param>
/// <param name="ApiCalls">Requests to AWS that they made.</param>
public sealed record CallCounts(int ActivityExecutions, ApiCalls ApiCalls)
{
    /// <summary>None.</summary>
    public static CallCounts None { get; } = new(0, ApiCalls.None);

    /// <summary>Both together.</summary>
    /// <param name="one">Some.</param>
    /// <param name="other">Others; null for none.</param>
    public static CallCounts operator +(CallCounts one, CallCounts? other)
    {
        ArgumentNullException.ThrowIfNull(one);
        return other is null
            ? one
            : new(one.ActivityExecutions + other.ActivityExecutions, one.ApiCalls + other.ApiCalls);
    }
}
