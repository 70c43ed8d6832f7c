using LocalAws.Wire;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LocalAws.Sts.WebIdentity;

/// <summary>What a web identity token says of itself; not verified yet.</summary>
/// <param name="Raw">The token as it came.</param>
/// <param name="Issuer">Who says that it gave it.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Audiences">Whom it is for.</param>
/// <param name="AuthorizedParty">
/// The <c>azp</c> claim, which AWS takes for the audience where there is one; or null.
/// </param>
/// <param name="Expires">Unix time, seconds.</param>
/// <param name="NotBefore">Unix time, seconds, or null.</param>
internal sealed record WebIdentityToken(
    string Raw,
    string Issuer,
    string Subject,
    IReadOnlyList<string> Audiences,
    string? AuthorizedParty,
    long Expires,
    long? NotBefore
)
{
    private const string NoJwt =
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";

    /// <summary>The audience that the provider's client ids and the condition key <c>aud</c> are about.</summary>
    public string Audience => AuthorizedParty ?? Audiences[0];

    /// <summary>Reads a JWT. Throws <c>InvalidIdentityToken</c>.</summary>
    public static WebIdentityToken Read(string token)
    {
        var jwt = Parse(token);
        if (
            jwt.Alg is null or ""
            || jwt.Alg.Equals("none", StringComparison.OrdinalIgnoreCase)
            || jwt.EncodedSignature.Length == 0
        )
            throw Invalid("The ID Token provided is not signed.");
        if (jwt.Alg != Microsoft.IdentityModel.Tokens.SecurityAlgorithms.RsaSha256)
            throw Invalid("The ID Token provided is not signed with a supported algorithm: RS256.");
        var audiences = jwt.Audiences.ToList();
        return new(
            token,
            Needed(jwt, JwtRegisteredClaimNames.Iss),
            Needed(jwt, JwtRegisteredClaimNames.Sub),
            audiences.Count > 0 ? audiences : throw Missing(JwtRegisteredClaimNames.Aud),
            jwt.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Azp, out var party) ? party : null,
            Time(jwt, JwtRegisteredClaimNames.Exp) ?? throw Missing(JwtRegisteredClaimNames.Exp),
            Time(jwt, JwtRegisteredClaimNames.Nbf)
        );
    }

    public static AwsException Invalid(string message) => new("InvalidIdentityToken", message);

    private static JsonWebToken Parse(string token)
    {
        try
        {
            var jwt = new JsonWebToken(token);
            if (jwt.IsSigned || jwt.Alg is not null)
                return jwt;
            throw Invalid(NoJwt);
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            throw Invalid(NoJwt);
        }
    }

    private static string Needed(JsonWebToken jwt, string claim)
    {
        if (jwt.TryGetPayloadValue<string>(claim, out var value) && value.Length > 0)
            return value;
        throw Missing(claim);
    }

    // A number, with or without a fraction.
    private static long? Time(JsonWebToken jwt, string claim)
    {
        if (jwt.TryGetPayloadValue<double>(claim, out var seconds) && seconds is > 0 and < long.MaxValue)
            return (long)seconds;
        return null;
    }

    private static AwsException Missing(string claim) => Invalid("Missing a required claim: " + claim);
}
