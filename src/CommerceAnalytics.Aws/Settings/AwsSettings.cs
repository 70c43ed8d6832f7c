namespace CommerceAnalytics.Aws.Settings;

/// <summary>How AWS is reached: the <c>Aws</c> section. A blank text counts as not set.</summary>
public sealed record AwsSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Aws";

    /// <summary>Region of Athena, Glue, S3 and STS. Default <c>ap-northeast-2</c>.</summary>
    public string Region { get; init; } = "ap-northeast-2";

    /// <summary>
    /// Role to take on, <c>arn:aws:iam::123456789012:role/name</c>. Needed for every source but
    /// <see cref="CredentialSource.Default"/>.
    /// </summary>
    public string? RoleArn { get; init; }

    /// <summary>Where credentials come from. Default <see cref="CredentialSource.Default"/>.</summary>
    public CredentialSource Credentials { get; init; }

    /// <summary>
    /// Audience of the managed identity's token: the App ID URI or client id of the Entra app registration that the
    /// role's trust policy names, e.g. <c>api://commerce-analytics</c>. Needed for
    /// <see cref="CredentialSource.ManagedIdentity"/>.
    /// </summary>
    public string? Audience { get; init; }

    /// <summary>Client id of a user-assigned managed identity; not set: the system-assigned one.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>
    /// Path of the file that holds the token. Needed for <see cref="CredentialSource.WebIdentityTokenFile"/>; read anew
    /// for every session.
    /// </summary>
    public string? WebIdentityTokenFile { get; init; }

    /// <summary>
    /// External id that the role's trust policy asks for; only <see cref="CredentialSource.AssumeRole"/> sends one.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Address of LocalAws, e.g. <c>http://127.0.0.1:4566</c>; not set: AWS itself. Plain HTTP only to this machine.
    /// </summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Everything that is wrong with these settings, one sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems() => [.. AwsSettingsRules.ProblemsOf(this)];
}
