using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Sts;

/// <summary>AssumeRoleWithWebIdentity with tokens of an issuer that speaks the real protocol.</summary>
public sealed class WebIdentityTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::000000000000:role/commerce";

    private readonly TestLake _lake = new();
    private OidcIssuer _issuer = null!;

    private DateTimeOffset InAnHour => _lake.Time.GetUtcNow().AddHours(1);

    public async Task InitializeAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        var name = _issuer.Url["http://".Length..];
        _lake.Options = _lake.Options with
        {
            OidcProviders = [new(_issuer.Url, ["api://commerce", "api://other"])],
            Roles =
            [
                new()
                {
                    Name = "commerce",
                    TrustPolicy = $$$"""
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
                         "Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{{name}}}"},
                         "Condition":{"StringEquals":{"{{{name}}}:aud":"api://commerce","{{{name}}}:sub":"the-app"} } } }
                        """,
                },
            ],
        };
        await _lake.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _lake.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_TokenOfTheProvider_NeedsNoSignature()
    {
        var assumed = await AssumeAsync(_issuer.Token(InAnHour));

        (assumed.SubjectFromWebIdentityToken, assumed.Audience, assumed.Provider).ShouldBe(
            ("the-app", "api://commerce", _issuer.Url)
        );
        assumed.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::000000000000:assumed-role/commerce/run-1");
        (await _lake.Sts(assumed.Credentials).GetCallerIdentityAsync(new())).UserId.ShouldEndWith(":run-1");
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_AuthorizedParty_CountsAsTheAudience()
    {
        var claims = new Dictionary<string, object> { ["azp"] = "api://commerce" };

        (await AssumeAsync(_issuer.Token(InAnHour, audience: "whatever", claims: claims))).Audience.ShouldBe(
            "api://commerce"
        );
        await RefusedAsync(
            _issuer.Token(InAnHour, claims: new Dictionary<string, object> { ["azp"] = "stranger" }),
            "InvalidIdentityToken",
            "Incorrect token audience"
        );
    }

    [Theory]
    [InlineData(
        "garbage",
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
    )]
    [InlineData(
        "a.b.c",
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
    )]
    [InlineData("unsigned", "InvalidIdentityToken", "The ID Token provided is not signed.")]
    [InlineData(
        "expired",
        "ExpiredTokenException",
        "Token expired: current date/time * must be before the expiration date/time *"
    )]
    [InlineData("not yet", "InvalidIdentityToken", "Token not valid yet: *")]
    [InlineData("forged", "InvalidIdentityToken", "The ID Token provided has an invalid signature.")]
    [InlineData("altered", "InvalidIdentityToken", "The ID Token provided has an invalid signature.")]
    [InlineData(
        "other key",
        "InvalidIdentityToken",
        "Couldn't retrieve verification key from your identity provider,*"
    )]
    [InlineData(
        "RS512",
        "InvalidIdentityToken",
        "The ID Token provided is not signed with a supported algorithm: RS256."
    )]
    [InlineData(
        "other issuer",
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://login.example/tenant"
    )]
    [InlineData("unknown audience", "InvalidIdentityToken", "Incorrect token audience")]
    [InlineData("other client", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("other subject", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    public async Task AssumeRoleWithWebIdentity_WrongToken_IsRefused(string flaw, string code, string message)
    {
        var good = _issuer.Token(InAnHour);
        var token = flaw switch
        {
            "expired" => _issuer.Token(_lake.Time.GetUtcNow().AddSeconds(-1)),
            "not yet" => _issuer.Token(
                InAnHour,
                claims: new Dictionary<string, object> { ["nbf"] = InAnHour.ToUnixTimeSeconds() }
            ),
            "forged" => _issuer.Token(InAnHour, forged: true),
            "altered" => string.Join(
                '.',
                good.Split('.')[0],
                _issuer.Token(InAnHour, subject: "somebody").Split('.')[1],
                good.Split('.')[2]
            ),
            "other key" => _issuer.Token(InAnHour, keyId: "k2"),
            "RS512" => _issuer.Token(InAnHour, algorithm: "RS512"),
            "unsigned" => string.Join(
                '.',
                Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}"""),
                good.Split('.')[1],
                ""
            ),
            "other issuer" => _issuer.Token(InAnHour, issuer: "https://login.example/tenant"),
            "unknown audience" => _issuer.Token(InAnHour, audience: "api://strangers"),
            "other client" => _issuer.Token(InAnHour, audience: "api://other"),
            "other subject" => _issuer.Token(InAnHour, subject: "another-app"),
            _ => flaw,
        };

        await RefusedAsync(token, code, message);
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_RoleThatIsNotThere_LooksLikeOneThatDoesNotTrust()
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            AssumeAsync(_issuer.Token(InAnHour), Role + "-x")
        );

        (e.ErrorCode, e.Message).ShouldBe(("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_ProviderThatSaysNothingUseful_GivesNoKey()
    {
        var token = _issuer.Token(InAnHour);

        _issuer.Discovery = new { issuer = "https://somebody.else", jwks_uri = _issuer.Url + "/keys" };
        await RefusedAsync(token, "InvalidIdentityToken", "Couldn't retrieve verification key*");
        _issuer.Discovery = new { issuer = _issuer.Url, jwks_uri = "http://keys.example/keys" };
        await RefusedAsync(token, "InvalidIdentityToken", "Couldn't retrieve verification key*");
        (_issuer.Discovery, _issuer.Status) = (null, 500);
        await RefusedAsync(token, "InvalidIdentityToken", "Couldn't retrieve verification key*");
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_ProviderDown_SaysThatItCouldNotBeReached()
    {
        var token = _issuer.Token(InAnHour);
        await _issuer.StopAsync();

        await RefusedAsync(token, "IDPCommunicationError", "The identity provider 127.0.0.1:*");
    }

    private Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(string token, string role = Role) =>
        _lake
            .Sts(new AnonymousAWSCredentials())
            .AssumeRoleWithWebIdentityAsync(
                new()
                {
                    RoleArn = role,
                    RoleSessionName = "run-1",
                    WebIdentityToken = token,
                }
            );

    private async Task RefusedAsync(string token, string code, string message)
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => AssumeAsync(token));

        e.ErrorCode.ShouldBe(code, e.Message);
        e.Message.ShouldMatch(
            "^"
                + System.Text.RegularExpressions.Regex.Escape(message).Replace("\\*", ".*", StringComparison.Ordinal)
                + "$"
        );
    }
}
