using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>
/// Opens role sessions with the credentials that the STS client has, and an external id where the trust policy asks for
/// one.
/// </summary>
internal sealed class AssumedRoleSessions(IAmazonSecurityTokenService sts, string roleArn, string? externalId)
    : IRoleSessions
{
    public async Task<RoleSession> OpenAsync(string name)
    {
        var response = await sts.AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = roleArn,
                RoleSessionName = name,
                ExternalId = string.IsNullOrWhiteSpace(externalId) ? null : externalId,
            }
        );
        return response.Credentials.ToSession(name);
    }
}
