using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>What a verification found: one line a check, in the order in which things depend on each other.</summary>
/// <param name="Checks">All checks.</param>
public sealed record VerificationReport(IReadOnlyList<Verified> Checks)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The worst of all checks.</summary>
    public VerifiedStatus Status => Checks.Count == 0 ? VerifiedStatus.Ok : Checks.Max(check => check.Status);

    /// <summary>One line of JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Format);
}

/// <summary>What one check found.</summary>
/// <param name="Check">Name of the check.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Finding">What was found, for people.</param>
/// <param name="Advice">How to mend it; empty where there is nothing to mend.</param>
public sealed record Verified(string Check, VerifiedStatus Status, string Finding, string Advice = "");

/// <summary>How a check stands, better first.</summary>
public enum VerifiedStatus
{
    /// <summary>As it should be.</summary>
    Ok = 0,

    /// <summary>Not looked at, since something that it needs is wrong.</summary>
    Skipped = 1,

    /// <summary>Works, but somebody should look at it.</summary>
    Warn = 2,

    /// <summary>Must be mended.</summary>
    Wrong = 3,
}
