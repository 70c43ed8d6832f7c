using Amazon.Runtime;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Temporary credentials of the role.</summary>
/// <param name="Name">Session name that they were given under.</param>
/// <param name="Credentials">Keys and session token.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record RoleSession(string Name, ImmutableCredentials Credentials, DateTimeOffset ExpiresAt);

/// <summary>A way to open a role session: with a web identity token, or from other AWS credentials.</summary>
internal interface IRoleSessions
{
    /// <summary>Asks STS for a new session.</summary>
    /// <param name="name">Session name.</param>
    Task<RoleSession> OpenAsync(string name);
}
