using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Where the web identity token comes from: a fresh one for every session, since tokens live shorter than the process.</summary>
internal delegate Task<string> WebIdentityToken();

/// <summary>Opens role sessions with a token of another identity provider; no AWS key is involved.</summary>
internal sealed class WebIdentitySessions(IAmazonSecurityTokenService sts, string roleArn, WebIdentityToken token) : IRoleSessions
{
    public async Task<RoleSession> OpenAsync(string name)
    {
        var response = await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = roleArn,
            RoleSessionName = name,
            WebIdentityToken = await token(),
        });
        return response.Credentials.ToSession(name);
    }
}

/// <summary>Opens role sessions with the credentials that the STS client has, and an external id where the trust policy asks for one.</summary>
internal sealed class AssumedRoleSessions(IAmazonSecurityTokenService sts, string roleArn, string? externalId) : IRoleSessions
{
    public async Task<RoleSession> OpenAsync(string name)
    {
        var response = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = roleArn,
            RoleSessionName = name,
            ExternalId = string.IsNullOrWhiteSpace(externalId) ? null : externalId,
        });
        return response.Credentials.ToSession(name);
    }
}

internal static class StsCredentials
{
    public static RoleSession ToSession(this Amazon.SecurityToken.Model.Credentials credentials, string name) => new(
        name,
        new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
        new DateTimeOffset((credentials.Expiration ?? throw new InvalidOperationException("STS gave credentials without an expiry.")).ToUniversalTime()));
}
