namespace LocalAws.Signing;

/// <summary>Who signed a request.</summary>
/// <param name="Arn">User or assumed role.</param>
/// <param name="UserId">As GetCallerIdentity gives it.</param>
internal sealed record Caller(string Arn, string UserId)
{
    /// <summary>The one account of a LocalAws.</summary>
    public const string Account = "000000000000";

    /// <summary>Whom the lake's own keys stand for.</summary>
    public static readonly Caller Administrator = new($"arn:aws:iam::{Account}:user/local", "AIDALOCALLOCALLOCAL1");

    /// <summary>The role that was taken on, or null for a user.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Policy that was given when the role was taken on and narrows its rights: JSON, or null.</summary>
    public string? SessionPolicy { get; init; }

    public bool IsAdministrator => Arn == Administrator.Arn;
}

/// <summary>A key pair that may sign.</summary>
/// <param name="SecretAccessKey">What signatures are made with.</param>
/// <param name="SessionToken">Token that must come along, or null for the account's own keys.</param>
/// <param name="Expires">UTC, or null for never.</param>
/// <param name="Caller">Whom it stands for.</param>
internal sealed record SigningKey(string SecretAccessKey, string? SessionToken, DateTimeOffset? Expires, Caller Caller);
