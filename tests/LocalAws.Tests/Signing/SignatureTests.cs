using System.Net.Http.Headers;
using System.Text;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Signing;

public sealed class SignatureTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    public Task InitializeAsync() => _lake.InitializeAsync();

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("right", null, "")]
    [InlineData("wrong secret", "InvalidSignatureException", "The request signature we calculated does not match")]
    [InlineData("altered body", "InvalidSignatureException", "The request signature we calculated does not match")]
    [InlineData("altered operation", "InvalidSignatureException", "The request signature we calculated does not match")]
    [InlineData("unknown key", "UnrecognizedClientException", "The security token included in the request is invalid.")]
    [InlineData(
        "invented token",
        "UnrecognizedClientException",
        "The security token included in the request is invalid."
    )]
    [InlineData("stale", "InvalidSignatureException", "Signature expired: ")]
    [InlineData("from the future", "InvalidSignatureException", "Signature not yet current: ")]
    [InlineData(
        "foreign region",
        "InvalidSignatureException",
        "region 'us-east-1' is wrong; expecting 'ap-northeast-2'"
    )]
    [InlineData("unsigned", "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [InlineData(
        "half a header",
        "IncompleteSignatureException",
        "Authorization header requires 'Credential' parameter."
    )]
    [InlineData("unsigned header", "IncompleteSignatureException", "must be a 'SignedHeader'")]
    public async Task JsonService_Signature_IsHeldAgainstEverything(string what, string? code, string words)
    {
        var client = _lake.Signed();
        Spoil(client, what);

        var answer = await client.GlueAsync("GetDatabases", new { });

        answer.Error.ShouldBe(code);
        answer.Status.ShouldBe(code is null ? 200 : 400);
        (answer.Message ?? "").ShouldContain(words);
    }

    [Theory]
    [InlineData("right", 200, "ListAllMyBucketsResult")]
    [InlineData("wrong secret", 403, "<Code>SignatureDoesNotMatch</Code>")]
    [InlineData("unknown key", 403, "<Code>InvalidAccessKeyId</Code>")]
    [InlineData("invented token", 400, "<Code>InvalidToken</Code>")]
    [InlineData("stale", 403, "<Code>RequestTimeTooSkewed</Code>")]
    [InlineData("foreign region", 400, "the region 'us-east-1' is wrong; expecting 'ap-northeast-2'")]
    [InlineData("unsigned", 403, "<Code>AccessDenied</Code>")]
    [InlineData("half a header", 400, "<Code>AuthorizationHeaderMalformed</Code>")]
    public async Task S3_Signature_IsHeldAgainstEverything(string what, int status, string words)
    {
        var client = _lake.Signed();
        Spoil(client, what);
        using var request = new HttpRequestMessage(HttpMethod.Get, _lake.Server.Endpoint);

        using var answer = await client.SendAsync(request, "s3");

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    [Fact]
    public async Task Scope_OfAnotherService_IsRefused()
    {
        var answer = await _lake.Signed().CallAsync("athena", "AWSGlue.GetDatabases", new { });

        answer.Error.ShouldBe("InvalidSignatureException");
    }

    private static void Spoil(SignedClient client, string what)
    {
        client.Secret = what == "wrong secret" ? "wrong" : client.Secret;
        client.AccessKeyId = what == "unknown key" ? "AKIAUNKNOWNUNKNOWN00" : client.AccessKeyId;
        client.SessionToken = what == "invented token" ? "invented" : null;
        client.Region = what == "foreign region" ? "us-east-1" : client.Region;
        client.ClockError = what switch
        {
            "stale" => TimeSpan.FromMinutes(-16),
            "from the future" => TimeSpan.FromMinutes(16),
            _ => TimeSpan.Zero,
        };
        client.Tamper = what switch
        {
            "altered body" => r =>
                r.Content = new StringContent(
                    "{ }",
                    Encoding.UTF8,
                    new MediaTypeHeaderValue("application/x-amz-json-1.1")
                ),
            "altered operation" => r => Replace(r, "X-Amz-Target", "AWSGlue.GetTables"),
            "unsigned" => r => r.Headers.Remove("Authorization"),
            "half a header" => r => Replace(r, "Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00"),
            "unsigned header" => r => r.Headers.Add("x-amz-extra", "1"),
            _ => null,
        };
    }

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
