using LocalAws.Iam.Roles;
using LocalAws.Wire;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LocalAws.Sts.WebIdentity;

/// <summary>Verifies web identity tokens: a known provider, one of its clients, its signature, in time.</summary>
internal sealed class WebIdentityVerifier(Identities identities, ProviderKeys keys, TimeProvider time)
{
    /// <summary>
    /// Throws <c>InvalidIdentityToken</c>, <c>ExpiredTokenException</c> or <c>IDPCommunicationError</c>.
    /// </summary>
    public async Task<WebIdentityToken> VerifyAsync(string raw, CancellationToken cancellationToken)
    {
        var token = WebIdentityToken.Read(raw);
        if (identities.FindProvider(token.Issuer) is not { } provider)
            throw WebIdentityToken.Invalid($"No OpenIDConnect provider found in your account for {token.Issuer}");
        if (!provider.ClientIds.Contains(token.Audience))
            throw WebIdentityToken.Invalid("Incorrect token audience");
        await CheckSignatureAsync(token, await keys.FetchAsync(provider, cancellationToken));
        CheckTime(token);
        return token;
    }

    private static async Task CheckSignatureAsync(WebIdentityToken token, IEnumerable<SecurityKey> published)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token.Raw,
            new TokenValidationParameters
            {
                IssuerSigningKeys = published,
                // A key found by its id alone: to try all keys would accept tokens that AWS does not.
                TryAllIssuerSigningKeys = false,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                ValidIssuer = token.Issuer,
                // Looked at apart, in AWS's words.
                ValidateAudience = false,
                ValidateLifetime = false,
            }
        );
        if (!result.IsValid)
            throw Refusal(result.Exception);
    }

    private static AwsException Refusal(Exception why) =>
        why switch
        {
            SecurityTokenSignatureKeyNotFoundException => ProviderKeys.NoKey(),
            _ => WebIdentityToken.Invalid("The ID Token provided has an invalid signature."),
        };

    private void CheckTime(WebIdentityToken token)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (token.Expires <= now)
            throw new AwsException(
                "ExpiredTokenException",
                $"Token expired: current date/time {now} must be before the expiration date/time {token.Expires}"
            );
        if (token.NotBefore > now)
            throw WebIdentityToken.Invalid(
                $"Token not valid yet: current date/time {now} must not be before the date/time {token.NotBefore}"
            );
    }
}
