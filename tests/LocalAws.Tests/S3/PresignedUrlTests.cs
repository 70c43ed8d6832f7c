using System.Net;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class PresignedUrlTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();
    private readonly HttpClient _http = new();

    public async Task InitializeAsync()
    {
        _lake.Options = _lake.Options with { Roles = [TestRoles.Of("reader", TestRoles.Everything)] };
        await _lake.InitializeAsync();
        await _lake.S3().PutBucketAsync("shop");
        await _lake
            .S3()
            .PutObjectAsync(
                new()
                {
                    BucketName = "shop",
                    Key = "x y",
                    ContentBody = "hello",
                }
            );
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _lake.DisposeAsync();
    }

    [Fact]
    public async Task Get_WithinItsTime_IsAnsweredAndAfterItRefused()
    {
        var url = Url(_lake.S3(), HttpVerb.GET);
        (await _http.GetStringAsync(url)).ShouldBe("hello");

        _lake.Time.Advance(TimeSpan.FromMinutes(11));

        await RefusedAsync(
            url,
            HttpStatusCode.Forbidden,
            "<Code>AccessDenied</Code><Message>Request has expired</Message>"
        );
    }

    [Fact]
    public async Task Get_OfASession_EndsWithTheSession()
    {
        var session = (
            await _lake
                .Sts()
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = "arn:aws:iam::000000000000:role/reader",
                        RoleSessionName = "test",
                        DurationSeconds = 900,
                    }
                )
        ).Credentials;
        var url = Url(_lake.S3(session), HttpVerb.GET, minutes: 60);
        (await _http.GetStringAsync(url)).ShouldBe("hello");

        _lake.Time.Advance(TimeSpan.FromMinutes(16));

        await RefusedAsync(url, HttpStatusCode.BadRequest, "<Code>ExpiredToken</Code>");
    }

    [Fact]
    public async Task Get_WithAHeaderThatIsNotSigned_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(_lake.S3(), HttpVerb.GET));
        request.Headers.Add("x-amz-meta-a", "b");

        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=6000000", "AuthorizationQueryParametersError")]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=-1", "AuthorizationQueryParametersError")]
    [InlineData(@"X-Amz-Expires=\d+", "X-Amz-Expires=77", "SignatureDoesNotMatch")]
    [InlineData(@"X-Amz-Expires=\d+&", "", "AuthorizationQueryParametersError")]
    [InlineData("/x%20y[?]", "/z?", "SignatureDoesNotMatch")]
    [InlineData("%2Fs3%2F", "%2Fathena%2F", "AuthorizationHeaderMalformed")]
    [InlineData("Credential=AKIA", "Credential=AKIB", "InvalidAccessKeyId")]
    public async Task Get_Altered_IsRefused(string part, string other, string code)
    {
        var url = Url(_lake.S3(), HttpVerb.GET).OriginalString;
        var altered = Regex.Replace(url, part, other);
        altered.ShouldNotBe(url);

        using var answer = await _http.GetAsync(new Uri(altered));

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<Code>{code}</Code>");
    }

    private Uri Url(AmazonS3Client client, HttpVerb verb, int minutes = 10) =>
        new(
            client.GetPreSignedURL(
                new GetPreSignedUrlRequest
                {
                    BucketName = "shop",
                    Key = "x y",
                    Verb = verb,
                    Protocol = Protocol.HTTP,
                    Expires = _lake.Time.GetUtcNow().UtcDateTime.AddMinutes(minutes),
                }
            )
        );

    private async Task RefusedAsync(Uri url, HttpStatusCode status, string said)
    {
        using var answer = await _http.GetAsync(url);
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(said);
    }
}
