using Amazon.Runtime;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Reads what STS gives.</summary>
internal static class StsCredentials
{
    public static RoleSession ToSession(this Amazon.SecurityToken.Model.Credentials credentials, string name) =>
        new(
            name,
            new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
            new DateTimeOffset(
                (
                    credentials.Expiration
                    ?? throw new InvalidOperationException("STS gave credentials without an expiry.")
                ).ToUniversalTime()
            )
        );
}
