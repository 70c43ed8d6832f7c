using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>
/// Where the web identity token comes from: a fresh one for every session, since tokens live shorter than the process.
/// </summary>
internal delegate Task<string> WebIdentityToken();

/// <summary>Opens role sessions with a token of another identity provider; no AWS key is involved.</summary>
internal sealed class WebIdentitySessions(IAmazonSecurityTokenService sts, string roleArn, WebIdentityToken token)
    : IRoleSessions
{
    public async Task<RoleSession> OpenAsync(string name)
    {
        var response = await sts.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = roleArn,
                RoleSessionName = name,
                WebIdentityToken = await token(),
            }
        );
        return response.Credentials.ToSession(name);
    }
}
