using Amazon.Athena;
using Amazon.Runtime;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Aws.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Aws.Tests.Credentials;

/// <summary>
/// From settings through the whole pipeline of the SDK: which credentials a request of the program carries.
/// </summary>
public sealed class ProcessCredentialsTests : IDisposable
{
    private static readonly Answer WorkGroup = new(
        """{"WorkGroup":{"Name":"primary","State":"ENABLED","Configuration":{}}}"""
    );

    private readonly string _tokenFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(_tokenFile);

    [Fact]
    public async Task WebIdentityTokenFile_TwoRequests_OneSessionForBoth()
    {
        await File.WriteAllTextAsync(_tokenFile, "jwt-of-the-file");
        await using var aws = await FakeAwsServer.StartAsync(
            Sts.Session("AssumeRoleWithWebIdentity", "ASIA1"),
            WorkGroup,
            WorkGroup
        );
        await using var services = Services(TokenFile(aws));
        var workGroups = services.GetRequiredService<IWorkGroups>();

        await workGroups.GetAsync("primary", CancellationToken.None);
        await workGroups.GetAsync("primary", CancellationToken.None);

        var requests = aws.Requests.ToList();
        requests.Count.ShouldBe(3);
        requests[0].Form()["WebIdentityToken"].ShouldBe("jwt-of-the-file");
        requests[1..]
            .ShouldAllBe(request =>
                request.Headers["Authorization"].Contains("Credential=ASIA1/")
                && request.Headers["X-Amz-Security-Token"] == "session-token"
            );
    }

    [Fact]
    public async Task WebIdentityTokenFile_TrustPolicyRefuses_FailsWithThatAdvice()
    {
        await File.WriteAllTextAsync(_tokenFile, "jwt");
        await using var aws = await FakeAwsServer.StartAsync(
            Sts.Error("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
        );
        await using var services = Services(TokenFile(aws));

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            services.GetRequiredService<IWorkGroups>().GetAsync("primary", CancellationToken.None)
        );

        thrown.Failure.Code.ShouldBe("RoleDenied");
        thrown.Failure.Message.ShouldBe(
            "Read workgroup primary: Not authorized to perform sts:AssumeRoleWithWebIdentity."
        );
        thrown.Failure.Advice.ShouldContain("Aws:Audience");
        thrown.Failure.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Fact]
    public async Task WebIdentityTokenFile_NoFile_FailsWithThatAdvice()
    {
        await using var aws = await FakeAwsServer.StartAsync();
        await using var services = Services(TokenFile(aws) with { WebIdentityTokenFile = "/nowhere/token" });

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            services.GetRequiredService<IWorkGroups>().GetAsync("primary", CancellationToken.None)
        );

        thrown.Failure.Code.ShouldBe("IdentityTokenMissing");
    }

    [Fact]
    public async Task RegisteredCredentials_AreUsedInsteadOfTheSettings()
    {
        await using var aws = await FakeAwsServer.StartAsync(WorkGroup);
        await using var services = Services(
            new AwsSettings { ServiceUrl = aws.Address },
            s => s.AddSingleton<AWSCredentials>(new BasicAWSCredentials("AKIALOCAL", "secret"))
        );

        await services.GetRequiredService<IWorkGroups>().GetAsync("primary", CancellationToken.None);

        aws.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldContain("Credential=AKIALOCAL/");
    }

    [Fact]
    public async Task RegisteredClient_IsKept()
    {
        var athena = Moq.Mock.Of<IAmazonAthena>();
        await using var services = Services(new AwsSettings(), s => s.AddSingleton(athena));

        services.GetRequiredService<IAmazonAthena>().ShouldBeSameAs(athena);
    }

    private AwsSettings TokenFile(FakeAwsServer aws) =>
        new()
        {
            ServiceUrl = aws.Address,
            Credentials = CredentialSource.WebIdentityTokenFile,
            RoleArn = "arn:aws:iam::123456789012:role/commerce-analytics",
            WebIdentityTokenFile = _tokenFile,
        };

    private static ServiceProvider Services(AwsSettings settings, Action<IServiceCollection>? before = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(settings));
        before?.Invoke(services);
        return services.AddCommerceAws().BuildServiceProvider();
    }
}
