using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.WebIdentity;

/// <summary>A process's first call to AWS: what works, and what each thing that is set up wrongly is called.</summary>
public sealed class FirstSessionTests(EntraTenant tenant) : AzureToAws(tenant)
{
    [Fact]
    public async Task Call_WithoutAnySession_OpensOne()
    {
        (await CallAsync()).Name.ShouldBe("primary");
        (await CallAsync()).Name.ShouldBe("primary");

        Tenant.Verifications.ShouldBe(1);
        Tenant.TokenRequests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Identity_AskedForAToken_SpeaksAppServicesProtocol()
    {
        await CallAsync();

        var (query, header) = Tenant.TokenRequests.ShouldHaveSingleItem();
        header.ShouldBe(EntraTenant.Secret);
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        asked["api-version"].ToString().ShouldBe("2019-08-01");
        asked["resource"].ToString().ShouldBe(Audience);
        asked["client_id"].ToString().ShouldBe(ClientId);
    }

    [Fact]
    public async Task Session_IsOfTheRole_AndNamedAfterTheRun()
    {
        var services = Program();
        services.GetRequiredService<RoleSessionName>().UseRun("commerce-2025-10-28");
        using var sts = AwsClients.Sts(
            services.GetRequiredService<IOptions<AwsSettings>>().Value,
            services.GetRequiredService<AwsIdentity>().Credentials
        );

        var caller = await sts.GetCallerIdentityAsync(new Amazon.SecurityToken.Model.GetCallerIdentityRequest());

        caller.Arn.ShouldBe("arn:aws:sts::000000000000:assumed-role/commerce/commerce-analytics.commerce-2025-10-28");
    }

    [Fact]
    public async Task Session_OpenedByManyCallersAtOnce_IsOne()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KeyAsync()));

        keys.Distinct().Count().ShouldBe(1);
        Tenant.Verifications.ShouldBe(1);
    }

    [Fact]
    public async Task Audience_ThatNoProviderKnows_IsRefused() =>
        Check(
            await RefusedWithAsync(Settings with { Audience = "api://stranger" }),
            "IdentityTokenRefused",
            "Incorrect token audience",
            "Aws:Audience"
        );

    [Fact]
    public async Task Audience_OfAnotherRole_IsDenied() =>
        Check(
            await RefusedWithAsync(Settings with { Audience = "api://other" }),
            "RoleDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            "Aws:Audience"
        );

    [Fact]
    public async Task Subject_OfAnotherIdentity_IsDenied() =>
        Check(
            await RefusedWithAsync(Settings with { ManagedIdentityClientId = Tenant.NewIdentity() }),
            "RoleDenied",
            "Not authorized",
            "trust policy"
        );

    [Fact]
    public async Task Role_ThatIsNotThere_IsDenied() =>
        Check(
            await RefusedWithAsync(Settings with { RoleArn = Settings.RoleArn + "-x" }),
            "RoleDenied",
            "Not authorized",
            "Aws:RoleArn"
        );

    [Fact]
    public async Task Issuer_OfAnotherTenant_IsRefused()
    {
        Tenant.Tokens = new() { Issuer = "https://sts.windows.net/another-tenant/" };

        Check(await RefusedAsync(), "IdentityTokenRefused", "No OpenIDConnect provider found", "OIDC provider in IAM");
    }

    [Fact]
    public async Task Token_OfVersion2_IsRefusedForItsAuthorizedParty()
    {
        // The trap that entra.sh avoids: AWS takes azp, which is the identity's own client id, for the audience.
        Tenant.Tokens = new()
        {
            Claims = new Dictionary<string, object> { ["ver"] = "2.0", ["azp"] = ClientId },
        };

        Check(await RefusedAsync(), "IdentityTokenRefused", "Incorrect token audience", "Aws:Audience");
    }

    [Fact]
    public async Task Token_Expired_IsRefused()
    {
        Tenant.Tokens = new() { Expires = Clock.GetUtcNow().AddMinutes(-1) };

        Check(await RefusedAsync(), "IdentityTokenRefused", "Token expired", "web identity token");
    }

    [Fact]
    public async Task Token_NotValidYet_IsRefused()
    {
        Tenant.Tokens = new() { NotBefore = Clock.GetUtcNow().AddMinutes(10) };

        Check(await RefusedAsync(), "IdentityTokenRefused", "not valid yet", "web identity token");
    }

    [Fact]
    public async Task Token_Forged_IsRefused()
    {
        Tenant.Tokens = new() { Forged = true };

        Check(await RefusedAsync(), "IdentityTokenRefused", "invalid signature", "web identity token");
    }

    [Fact]
    public async Task Issuer_SayingNothingUseful_IsRefused()
    {
        Tenant.IssuerStatus = 500;

        Check(await RefusedAsync(), "IdentityTokenRefused", "verification key", "OIDC provider");
    }

    [Fact]
    public async Task Issuer_Down_IsWaitedFor()
    {
        Misbehave(
            new FaultRule
            {
                Fault = FaultKind.Error,
                Service = "sts",
                Code = "IDPCommunicationError",
                Message = "The identity provider could not be reached",
                Status = 400,
            }
        );

        (await RefusedAsync()).ShouldSatisfyAllConditions(
            failure => failure.Code.ShouldBe("ServiceUnavailable"),
            failure => failure.Retry.ShouldBe(RetryAdvice.AfterWaiting)
        );
        Behave();
        (await CallAsync()).Name.ShouldBe("primary");
    }

    [Fact]
    public async Task Sts_ThrottledOnce_IsAskedAgainAtOnce()
    {
        Misbehave(
            new FaultRule
            {
                Fault = FaultKind.Throttle,
                Service = "sts",
                Nth = 1,
            }
        );

        (await CallAsync()).Name.ShouldBe("primary");
    }

    [Fact]
    public async Task Sts_Throttled_IsWaitedForByTheRun()
    {
        Misbehave(new FaultRule { Fault = FaultKind.Throttle, Service = "sts" });

        (await RefusedAsync()).ShouldSatisfyAllConditions(
            failure => failure.Code.ShouldBe("TooManyRequests"),
            failure => failure.Retry.ShouldBe(RetryAdvice.AfterWaiting)
        );
        Behave();
        (await CallAsync()).Name.ShouldBe("primary");
    }

    [Fact]
    public async Task Identity_WithoutTheAppRole_SaysWhatEntraSays()
    {
        Tenant.TokenError = "AADSTS501051: Application is not assigned to a role for the application 'api://commerce'.";

        Check(await RefusedAsync(), "IdentityUnavailable", "AADSTS501051", "app registration");
    }

    [Fact]
    public async Task Identity_AskedWithAnotherHeader_IsRefused()
    {
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "of-another-app");
        try
        {
            Check(await RefusedAsync(), "IdentityUnavailable", "", "managed identity");
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", EntraTenant.Secret);
        }
    }

    [Fact]
    public async Task Logs_NeverHoldTheToken()
    {
        Tenant.Tokens = new() { Forged = true };
        var failure = await RefusedAsync();

        Logged.ShouldAllBe(line => !line.Contains("eyJ", StringComparison.Ordinal));
        (failure.Message + failure.Advice).ShouldNotContain("eyJ");
    }

    private async Task<Failure> RefusedWithAsync(AwsSettings settings)
    {
        Program(settings);
        return await RefusedAsync();
    }

    private static void Check(Failure failure, string code, string words, string advice)
    {
        failure.Code.ShouldBe(code, failure.Message);
        failure.Message.ShouldContain(words);
        failure.Advice.ShouldContain(advice);
        failure.Retry.ShouldBe(RetryAdvice.Never);
    }
}
