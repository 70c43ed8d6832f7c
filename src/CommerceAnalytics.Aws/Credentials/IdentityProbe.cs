using System.Buffers.Text;
using System.Text.Json;
using Amazon.SecurityToken.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.Aws.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Looks at who the program is: the identity token's claims, and the caller that AWS sees.</summary>
/// <param name="settings">How AWS is reached.</param>
/// <param name="services">Gives the process's one set of credentials.</param>
public sealed class IdentityProbe(IOptions<AwsSettings> settings, IServiceProvider services) : ICallerIdentity
{
    /// <summary>
    /// What the identity token says; null where credentials come without one. The token itself goes nowhere.
    /// </summary>
    /// <exception cref="FailureException">There is no token.</exception>
    public async Task<IdentityClaims?> ClaimsAsync(CancellationToken cancellationToken) =>
        RoleCredentials.Token(settings.Value) is { } token
            ? Read(await AwsCall.MakeAsync("Get the identity token", () => token(), cancellationToken))
            : null;

    /// <inheritdoc/>
    public async Task<string> CallerAsync(CancellationToken cancellationToken)
    {
        var identity = (AwsIdentity)services.GetService(typeof(AwsIdentity))!;
        using var sts = AwsClients.Sts(settings.Value, identity.Credentials);
        return await AwsCall.MakeAsync(
            "Ask STS who the caller is",
            async () => (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken)).Arn,
            cancellationToken
        );
    }

    private static IdentityClaims Read(string token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
            string Text(string name) => claims.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
            var expires = long.TryParse(Text("exp"), out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : DateTimeOffset.MinValue;
            return new(Text("iss"), Text("aud"), Text("sub"), expires, HasAuthorizedParty: Text("azp").Length > 0);
        }
        catch (Exception e) when (e is JsonException or FormatException or IndexOutOfRangeException)
        {
            // Not the cause's words: they may hold parts of the token.
            throw new FailureException(
                AwsFailures.For("Read the identity token", Causes.IdentityTokenRefused, "It is not a JWT")
            );
        }
    }
}

/// <summary>What an identity token says.</summary>
/// <param name="Issuer">Who signed it.</param>
/// <param name="Audience">Whom it is for.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="HasAuthorizedParty">
/// Whether it carries <c>azp</c>, which AWS takes for the audience: a token of version 2.
/// </param>
public sealed record IdentityClaims(
    string Issuer,
    string Audience,
    string Subject,
    DateTimeOffset Expires,
    bool HasAuthorizedParty
);
