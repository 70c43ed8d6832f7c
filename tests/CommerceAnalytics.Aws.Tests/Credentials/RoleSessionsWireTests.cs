using Amazon.Runtime;
using Azure.Core;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Aws.Tests.Support;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Credentials;

public sealed class RoleSessionsWireTests
{
    private const string Role = "arn:aws:iam::123456789012:role/commerce-analytics";

    [Fact]
    public async Task Open_WithWebIdentity_SendsTheTokenUnsigned()
    {
        await using var aws = await FakeAwsServer.StartAsync(Sts.Session("AssumeRoleWithWebIdentity", "ASIA1"));
        using var sts = AwsClients.Sts(new AwsSettings { ServiceUrl = aws.Address }, new AnonymousAWSCredentials());

        var session = await new WebIdentitySessions(sts, Role, () => Task.FromResult("jwt")).OpenAsync(
            "commerce-analytics.run-1"
        );

        session.Credentials.AccessKey.ShouldBe("ASIA1");
        session.Credentials.Token.ShouldBe("session-token");
        session.ExpiresAt.ShouldBe(new DateTimeOffset(2099, 10, 28, 5, 0, 0, TimeSpan.Zero));
        var request = aws.Requests.ShouldHaveSingleItem();
        request.Headers.Keys.ShouldNotContain("Authorization");
        var form = request.Form();
        form["Action"].ShouldBe("AssumeRoleWithWebIdentity");
        form["RoleArn"].ShouldBe(Role);
        form["RoleSessionName"].ShouldBe("commerce-analytics.run-1");
        form["WebIdentityToken"].ShouldBe("jwt");
    }

    [Fact]
    public async Task Open_FromOtherCredentials_SignsAndSendsTheExternalId()
    {
        await using var aws = await FakeAwsServer.StartAsync(Sts.Session("AssumeRole", "ASIA2"));
        using var sts = AwsClients.Sts(
            new AwsSettings { ServiceUrl = aws.Address },
            new BasicAWSCredentials("AKIA1", "secret")
        );

        var session = await new AssumedRoleSessions(sts, Role, "shop-7").OpenAsync("commerce-analytics");

        session.Credentials.AccessKey.ShouldBe("ASIA2");
        var request = aws.Requests.ShouldHaveSingleItem();
        request.Headers["Authorization"].ShouldContain("Credential=AKIA1/");
        request.Headers["Authorization"].ShouldContain("/ap-northeast-2/sts/aws4_request");
        request.Form()["ExternalId"].ShouldBe("shop-7");
    }

    [Fact]
    public async Task Open_WithoutExternalId_SendsNone()
    {
        await using var aws = await FakeAwsServer.StartAsync(Sts.Session("AssumeRole", "ASIA2"));
        using var sts = AwsClients.Sts(
            new AwsSettings { ServiceUrl = aws.Address },
            new BasicAWSCredentials("AKIA1", "secret")
        );

        await new AssumedRoleSessions(sts, Role, externalId: "").OpenAsync("commerce-analytics");

        aws.Requests.ShouldHaveSingleItem().Form().ShouldNotContainKey("ExternalId");
    }

    [Fact]
    public void Sts_InARegion_IsTheRegionsOwn()
    {
        using var sts = AwsClients.Sts(new AwsSettings { Region = "ap-northeast-2" }, new AnonymousAWSCredentials());

        sts.DetermineServiceOperationEndpoint(new Amazon.SecurityToken.Model.AssumeRoleRequest())
            .URL.ShouldBe("https://sts.ap-northeast-2.amazonaws.com/");
    }

    [Theory]
    [InlineData("api://commerce-analytics")]
    [InlineData("api://commerce-analytics/")]
    public async Task FromEntra_Audience_AsksForATokenOfThatAudience(string audience)
    {
        var identity = new Mock<TokenCredential>(MockBehavior.Strict);
        identity
            .Setup(i =>
                i.GetTokenAsync(
                    It.Is<TokenRequestContext>(context =>
                        context.Scopes.Single() == "api://commerce-analytics/.default"
                    ),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new AccessToken("jwt", DateTimeOffset.MaxValue));

        (await WebIdentityTokens.FromEntra(identity.Object, audience)()).ShouldBe("jwt");
    }

    [Fact]
    public async Task FromFile_RewrittenFile_IsReadAnew()
    {
        var path = Path.GetTempFileName();
        try
        {
            var token = WebIdentityTokens.FromFile(path);
            await File.WriteAllTextAsync(path, "first\n");
            (await token()).ShouldBe("first");
            await File.WriteAllTextAsync(path, "second");
            (await token()).ShouldBe("second");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task FromFile_Missing_SaysWhichFile()
    {
        var thrown = await Should.ThrowAsync<FailureException>(() => WebIdentityTokens.FromFile("/nowhere/token")());

        thrown.Failure.Code.ShouldBe("IdentityTokenMissing");
        thrown.Failure.Message.ShouldContain("/nowhere/token");
    }
}
