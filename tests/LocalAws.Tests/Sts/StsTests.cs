using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Sts;

public sealed class StsTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::000000000000:role/commerce";

    private readonly TestLake _lake = new();

    public Task InitializeAsync()
    {
        _lake.Options = _lake.Options with
        {
            Roles =
            [
                TestRoles.Of("commerce", TestRoles.Everything),
                TestRoles.Of("commerce-partner", TestRoles.Everything, "shop-7"),
            ],
        };
        return _lake.InitializeAsync();
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task GetCallerIdentity_OwnKeys_IsTheUser() =>
        (await _lake.Sts().GetCallerIdentityAsync(new())).Arn.ShouldBe("arn:aws:iam::000000000000:user/local");

    [Fact]
    public async Task AssumeRole_Session_SignsUntilItExpiresAndOutlivesARestart()
    {
        var assumed = await _lake
            .Sts()
            .AssumeRoleAsync(
                new()
                {
                    RoleArn = Role,
                    RoleSessionName = "run-1",
                    DurationSeconds = 900,
                }
            );
        await _lake.RestartAsync();

        assumed.Credentials.Expiration!.Value.ShouldBe(
            _lake.Time.GetUtcNow().UtcDateTime.AddSeconds(900),
            TimeSpan.FromSeconds(2)
        );
        (await _lake.Sts(assumed.Credentials).GetCallerIdentityAsync(new())).Arn.ShouldBe(
            "arn:aws:sts::000000000000:assumed-role/commerce/run-1"
        );
        (await _lake.S3(assumed.Credentials).ListBucketsAsync()).HttpStatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        var signed = Session(assumed.Credentials);
        _lake.Time.Advance(TimeSpan.FromSeconds(901));
        var expired = await signed.AthenaAsync("ListWorkGroups", new { });

        (expired.Status, expired.Error).ShouldBe((400, "ExpiredTokenException"));
    }

    [Theory]
    [InlineData("not-an-arn", "session", 3600)]
    [InlineData(Role, "no spaces allowed", 3600)]
    [InlineData(Role, "session", 60)]
    public async Task AssumeRole_WrongInput_IsAValidationError(string role, string session, int seconds)
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            _lake
                .Sts()
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = role,
                        RoleSessionName = session,
                        DurationSeconds = seconds,
                    }
                )
        );

        e.ErrorCode.ShouldBe("ValidationError");
    }

    [Fact]
    public async Task AssumeRole_RoleThatIsNotThere_IsDenied()
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            _lake.Sts().AssumeRoleAsync(new() { RoleArn = Role + "-x", RoleSessionName = "run-1" })
        );

        (e.ErrorCode, e.Message).ShouldBe(
            (
                "AccessDenied",
                $"User: arn:aws:iam::000000000000:user/local is not authorized to perform: sts:AssumeRole on resource: {Role}-x"
            )
        );
    }

    [Theory]
    [InlineData("shop-7", true)]
    [InlineData("shop-8", false)]
    [InlineData(null, false)]
    public async Task AssumeRole_TrustWithExternalId_AsksForIt(string? externalId, bool allowed)
    {
        var call = () =>
            _lake
                .Sts()
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = Role + "-partner",
                        RoleSessionName = "run-1",
                        ExternalId = externalId,
                    }
                );

        if (allowed)
            (await call()).AssumedRoleUser.Arn.ShouldEndWith("assumed-role/commerce-partner/run-1");
        else
            (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(call)).ErrorCode.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData(
        7200,
        null,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    )]
    [InlineData(900, "{", "MalformedPolicyDocument", "Syntax errors in policy")]
    public async Task AssumeRole_MoreThanTheRoleGives_IsRefused(
        int seconds,
        string? policy,
        string code,
        string message
    )
    {
        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            _lake
                .Sts()
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = Role,
                        RoleSessionName = "run-1",
                        DurationSeconds = seconds,
                        Policy = policy,
                    }
                )
        );

        e.ErrorCode.ShouldBe(code);
        e.Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task AssumeRole_BySession_NeedsItsOwnRight()
    {
        var assumed = await _lake.Sts().AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "run-1" });

        var e = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            _lake
                .Sts(assumed.Credentials)
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = Role + "-partner",
                        RoleSessionName = "run-2",
                        ExternalId = "shop-7",
                    }
                )
        );

        e.Message.ShouldBe(
            $"User: arn:aws:sts::000000000000:assumed-role/commerce/run-1 is not authorized to perform: sts:AssumeRole on resource: {Role}-partner"
        );
    }

    [Fact]
    public async Task AnyCall_ForeignSessionToken_IsRefusedByEachServiceInItsWords()
    {
        var assumed = await _lake.Sts().AssumeRoleAsync(new() { RoleArn = Role, RoleSessionName = "run-1" });
        var forged = new SessionAWSCredentials(
            assumed.Credentials.AccessKeyId,
            assumed.Credentials.SecretAccessKey,
            "forged"
        );

        (await Should.ThrowAsync<AmazonS3Exception>(() => _lake.S3(forged).ListBucketsAsync())).ErrorCode.ShouldBe(
            "InvalidToken"
        );
        (
            await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
                _lake.Sts(forged).GetCallerIdentityAsync(new())
            )
        ).ErrorCode.ShouldBe("InvalidClientTokenId");
    }

    private SignedClient Session(Amazon.SecurityToken.Model.Credentials credentials)
    {
        var client = _lake.Signed();
        (client.AccessKeyId, client.Secret, client.SessionToken) = (
            credentials.AccessKeyId,
            credentials.SecretAccessKey,
            credentials.SessionToken
        );
        return client;
    }
}
