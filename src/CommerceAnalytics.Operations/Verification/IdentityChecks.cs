using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>Who the program is.</summary>
/// <param name="settings">How AWS is reached.</param>
public sealed class IdentityChecks(IdentityProbe probe, IOptions<AwsSettings> settings, TimeProvider time)
{
    internal async Task<Verified> TokenAsync(string check, CancellationToken cancellationToken)
    {
        if (await probe.ClaimsAsync(cancellationToken) is not { } claims)
            return new(check, VerifiedStatus.Ok, $"none: Aws:Credentials is {settings.Value.Credentials}");
        var message =
            $"issuer {claims.Issuer}, audience {claims.Audience}, subject {claims.Subject}, expires {claims.Expires:yyyy-MM-dd HH:mm}Z";
        return Problem(claims) is { } advice
            ? new(check, VerifiedStatus.Wrong, message, advice)
            : new(check, VerifiedStatus.Ok, message);
    }

    internal async Task<Verified> RoleAsync(string check, CancellationToken cancellationToken)
    {
        var caller = await probe.CallerAsync(cancellationToken);
        var role = settings.Value.RoleArn?.Split('/')[^1];
        return string.IsNullOrEmpty(role) || caller.Contains($":assumed-role/{role}/", StringComparison.Ordinal)
            ? new(check, VerifiedStatus.Ok, caller)
            : new(
                check,
                VerifiedStatus.Wrong,
                $"AWS sees {caller}",
                $"The session is not of {settings.Value.RoleArn}: look at Aws:Credentials and Aws:RoleArn."
            );
    }

    private string? Problem(IdentityClaims claims)
    {
        if (claims.Expires <= time.GetUtcNow())
            return "The token has expired: set this machine's clock right, or let whoever writes Aws:WebIdentityTokenFile write it anew.";
        if (claims.HasAuthorizedParty)
            return "The token is of version 2 (it has azp), and AWS takes azp for the audience: set api.requestedAccessTokenVersion of the app registration to 1 (deploy/azure/entra.sh).";
        return settings.Value.Audience is { Length: > 0 } wanted && claims.Audience != wanted.TrimEnd('/')
            ? $"The token is for {claims.Audience}, but Aws:Audience is {wanted}: correct Aws:Audience, or the registration's App ID URI."
            : null;
    }
}
