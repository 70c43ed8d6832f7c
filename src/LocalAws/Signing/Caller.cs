namespace LocalAws.Signing;

/// <summary>Who signed a request.</summary>
/// <param name="Arn">User or assumed role.</param>
/// <param name="UserId">As GetCallerIdentity gives it.</param>
internal sealed record Caller(string Arn, string UserId)
{
    /// <summary>The one account of a LocalAws.</summary>
    public const string Account = "000000000000";
}

/// <summary>A key pair that may sign.</summary>
/// <param name="SecretAccessKey">What signatures are made with.</param>
/// <param name="SessionToken">Token that must come along, or null for the account's own keys.</param>
/// <param name="Expires">UTC, or null for never.</param>
/// <param name="Caller">Whom it stands for.</param>
internal sealed record SigningKey(string SecretAccessKey, string? SessionToken, DateTimeOffset? Expires, Caller Caller);
