using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Sts;

public sealed class StsTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::000000000000:role/commerce";

    private readonly TestLake lake = new();

    public Task InitializeAsync() => lake.InitializeAsync();

    public Task DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task GetCallerIdentity_OwnKeys_IsTheUser() =>
        (await lake.Sts().GetCallerIdentityAsync(new())).Arn.ShouldBe("arn:aws:iam::000000000000:user/local");

    [Fact]
    public async Task AssumeRole_Session_SignsUntilItExpiresAndOutlivesARestart()
    {
        var assumed = await lake.Sts().AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "run-1", DurationSeconds = 900 });
        await lake.RestartAsync();

        assumed.Credentials.Expiration!.Value.ShouldBe(lake.Time.GetUtcNow().UtcDateTime.AddSeconds(900), TimeSpan.FromSeconds(2));
        (await lake.Sts(assumed.Credentials).GetCallerIdentityAsync(new())).Arn.ShouldBe("arn:aws:sts::000000000000:assumed-role/commerce/run-1");
        (await lake.S3(assumed.Credentials).ListBucketsAsync()).HttpStatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        var signed = Session(assumed.Credentials);
        lake.Time.Advance(TimeSpan.FromSeconds(901));
        var expired = await signed.AthenaAsync("ListWorkGroups", new { });

        (expired.Status, expired.Error).ShouldBe((400, "ExpiredTokenException"));
    }

    [Theory]
    [InlineData("not-an-arn", "session", 3600)]
    [InlineData(Role, "no spaces allowed", 3600)]
    [InlineData(Role, "session", 60)]
    public async Task AssumeRole_WrongInput_IsAValidationError(string role, string session, int seconds)
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(
            () => lake.Sts().AssumeRoleAsync(new() { RoleArn = role, RoleSessionName = session, DurationSeconds = seconds }));

        e.ErrorCode.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_WellFormedToken_NeedsNoSignature()
    {
        var sts = lake.Sts(new AnonymousAWSCredentials());

        var assumed = await sts.AssumeRoleWithWebIdentityAsync(
            new() { RoleArn = Role, RoleSessionName = "run-1", WebIdentityToken = Token(lake.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()) });

        assumed.SubjectFromWebIdentityToken.ShouldBe("the-app");
        assumed.Audience.ShouldBe("sts.amazonaws.com");
        (await lake.Sts(assumed.Credentials).GetCallerIdentityAsync(new())).UserId.ShouldEndWith(":run-1");
    }

    [Theory]
    [InlineData("garbage", "InvalidIdentityToken")]
    [InlineData("a.b.c", "InvalidIdentityToken")]
    [InlineData("expired", "ExpiredTokenException")]
    [InlineData("unsigned", "InvalidIdentityToken")]
    public async Task AssumeRoleWithWebIdentity_WrongToken_IsRefused(string token, string code)
    {
        var sent = token switch
        {
            "expired" => Token(lake.Time.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds()),
            "unsigned" => Token(lake.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), algorithm: "none"),
            _ => token,
        };

        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => lake.Sts(new AnonymousAWSCredentials())
            .AssumeRoleWithWebIdentityAsync(new() { RoleArn = Role, RoleSessionName = "run-1", WebIdentityToken = sent }));

        e.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task AnyCall_ForeignSessionToken_IsRefusedByEachServiceInItsWords()
    {
        var assumed = await lake.Sts().AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "run-1" });
        var forged = new SessionAWSCredentials(assumed.Credentials.AccessKeyId, assumed.Credentials.SecretAccessKey, "forged");

        (await Should.ThrowAsync<AmazonS3Exception>(() => lake.S3(forged).ListBucketsAsync())).ErrorCode.ShouldBe("InvalidToken");
        (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => lake.Sts(forged).GetCallerIdentityAsync(new()))).ErrorCode
            .ShouldBe("InvalidClientTokenId");
    }

    private SignedClient Session(Amazon.SecurityToken.Model.Credentials credentials)
    {
        var client = lake.Signed();
        (client.AccessKeyId, client.Secret, client.SessionToken) = (credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
        return client;
    }

    private static string Token(long expires, string algorithm = "RS256") => string.Join(
        '.',
        Base64($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""),
        Base64($$"""{"iss":"https://login.example/tenant","sub":"the-app","aud":"sts.amazonaws.com","exp":{{expires}}}"""),
        Base64("signature"));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
