using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LocalAws.Tests.Sts;

/// <summary>
/// An identity provider of OpenID Connect on a loopback port, with a key that it publishes and one that it does not.
/// </summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _stranger = RSA.Create(2048);

    private OidcIssuer(WebApplication app) => this._app = app;

    public string Url { get; private set; } = "";

    /// <summary>What the discovery document says instead of the truth.</summary>
    public object? Discovery { get; set; }

    /// <summary>Status of every answer.</summary>
    public int Status { get; set; } = 200;

    public static async Task<OidcIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new OidcIssuer(builder.Build());
        issuer._app.MapGet(
            "/tenant/.well-known/openid-configuration",
            () => issuer.Answer(issuer.Discovery ?? new { issuer = issuer.Url, jwks_uri = issuer.Url + "/keys" })
        );
        issuer._app.MapGet("/tenant/keys", () => issuer.Answer(new { keys = new[] { issuer.Published() } }));
        await issuer._app.StartAsync();
        issuer.Url = issuer._app.Urls.First() + "/tenant";
        return issuer;
    }

    public string Token(
        DateTimeOffset expires,
        string subject = "the-app",
        string audience = "api://commerce",
        string? issuer = null,
        bool forged = false,
        string keyId = "k1",
        string algorithm = SecurityAlgorithms.RsaSha256,
        IDictionary<string, object>? claims = null
    )
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer ?? Url,
                Audience = audience,
                Claims = new Dictionary<string, object>(claims ?? new Dictionary<string, object>())
                {
                    ["sub"] = subject,
                    ["exp"] = expires.ToUnixTimeSeconds(),
                },
                SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(forged ? _stranger : _key) { KeyId = keyId },
                    algorithm
                ),
            }
        );
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _stranger.Dispose();
    }

    private IResult Answer(object document) => Status == 200 ? Results.Json(document) : Results.StatusCode(Status);

    private object Published()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = "k1",
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
