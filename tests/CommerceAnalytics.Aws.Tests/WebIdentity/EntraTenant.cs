using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommerceAnalytics.Aws.Tests.WebIdentity;

/// <summary>
/// A tenant of Entra ID on a loopback port: the issuer whose keys STS fetches, and the managed identity endpoint of App
/// Service (<c>IDENTITY_ENDPOINT</c>, <c>IDENTITY_HEADER</c>, api-version 2019-08-01), which Azure.Identity asks as it
/// is.
/// </summary>
public sealed class EntraTenant : IAsyncLifetime
{
    /// <summary>What the endpoint demands in <c>X-IDENTITY-HEADER</c>.</summary>
    public const string Secret = "header-secret";

    private readonly WebApplication _app = Build();
    private readonly RSA _stranger = RSA.Create(2048);
    private RSA _key = RSA.Create(2048);
    private int _keyNumber = 1;
    private int _identities;

    /// <summary>Issuer of the tenant's tokens, version 1: it ends with a slash.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Requests for tokens, as they came.</summary>
    public ConcurrentQueue<(string Query, string Header)> TokenRequests { get; } = [];

    /// <summary>How the next tokens are made.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>What the endpoint answers instead of a token, or null.</summary>
    public string? TokenError { get; set; }

    /// <summary>Status of the issuer's own documents.</summary>
    public int IssuerStatus { get; set; } = 200;

    /// <summary>How often keys were fetched: once for every token that STS verified.</summary>
    public int Verifications => _verifications;

    private int _verifications;

    public async Task InitializeAsync()
    {
        _app.MapGet(
            "/tenant/.well-known/openid-configuration",
            () => Document(new { issuer = Issuer, jwks_uri = Issuer + "keys" })
        );
        _app.MapGet("/tenant/keys", Keys);
        _app.MapGet("/msi/token", Token);
        await _app.StartAsync();
        Issuer = _app.Urls.First() + "/tenant/";
        // The SDK of Azure reads them from the process; nothing else in this assembly uses them.
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", _app.Urls.First() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Secret);
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        await _app.DisposeAsync();
        _key.Dispose();
        _stranger.Dispose();
    }

    /// <summary>
    /// A managed identity that nobody has asked a token for: Azure.Identity keeps tokens for the whole process.
    /// </summary>
    public string NewIdentity() => $"00000000-0000-0000-0000-{Interlocked.Increment(ref _identities):D12}";

    /// <summary>Object id of an identity's service principal: the subject of its tokens.</summary>
    public static string Subject(string clientId) => "principal-" + clientId;

    /// <summary>Everything as at the start of a test.</summary>
    public void Reset()
    {
        (Tokens, TokenError, IssuerStatus) = (new(), null, 200);
        TokenRequests.Clear();
        _verifications = 0;
    }

    /// <summary>Signs with a new key from now on, and publishes it alone.</summary>
    public void RotateKeys()
    {
        _key.Dispose();
        _key = RSA.Create(2048);
        _keyNumber++;
    }

    public string Jwt(string audience, string subject, TokenOptions options) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = options.Issuer ?? Issuer,
                Audience = audience,
                Claims = new Dictionary<string, object>(options.Claims)
                {
                    ["sub"] = options.Subject ?? subject,
                    ["nbf"] = options.NotBefore.ToUnixTimeSeconds(),
                    ["exp"] = options.Expires.ToUnixTimeSeconds(),
                },
                SigningCredentials = new(
                    new RsaSecurityKey(options.Forged ? _stranger : _key) { KeyId = "k" + _keyNumber },
                    SecurityAlgorithms.RsaSha256
                ),
            }
        );

    private IResult Token(HttpRequest request, string resource, string? client_id)
    {
        var header = request.Headers["X-IDENTITY-HEADER"].ToString();
        TokenRequests.Enqueue((request.QueryString.Value!, header));
        if (header != Secret)
            return Results.Json(
                new { statusCode = 401, message = "The header is not the one of this app." },
                statusCode: 401
            );
        if (TokenError is not null)
            return Results.Json(new { statusCode = 400, message = TokenError }, statusCode: 400);
        return Results.Json(
            new
            {
                access_token = Jwt(resource, Subject(client_id ?? "system"), Tokens),
                expires_on = TimeProvider.System.GetUtcNow().AddHours(24).ToUnixTimeSeconds().ToString(),
                resource,
                token_type = "Bearer",
                client_id,
            }
        );
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref _verifications);
        var key = _key.ExportParameters(includePrivateParameters: false);
        return Document(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        kid = "k" + _keyNumber,
                        n = Base64UrlEncoder.Encode(key.Modulus),
                        e = Base64UrlEncoder.Encode(key.Exponent),
                    },
                },
            }
        );
    }

    private IResult Document(object document) =>
        IssuerStatus == 200 ? Results.Json(document) : Results.StatusCode(IssuerStatus);

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }
}

/// <summary>What a token says, where it is not what it should say.</summary>
public sealed record TokenOptions
{
    public DateTimeOffset NotBefore { get; init; } = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    public DateTimeOffset Expires { get; init; } = TimeProvider.System.GetUtcNow().AddHours(24);

    public string? Issuer { get; init; }

    public string? Subject { get; init; }

    public bool Forged { get; init; }

    public IReadOnlyDictionary<string, object> Claims { get; init; } =
        new Dictionary<string, object> { ["ver"] = "1.0", ["appid"] = "the-identity" };
}
