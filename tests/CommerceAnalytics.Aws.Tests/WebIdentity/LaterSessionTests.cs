using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Settings;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Aws.Tests.WebIdentity;

/// <summary>Sessions that end while a run goes on, clocks that disagree, and keys that change.</summary>
public sealed class LaterSessionTests(EntraTenant tenant) : AzureToAws(tenant)
{
    // Not a throttle: that the SDK itself would wait out, in real time.
    private static readonly FaultRule Denied = new()
    {
        Fault = FaultKind.Error,
        Service = "sts",
        Code = "AccessDenied",
        Message = "no",
        Status = 403,
    };

    [Fact]
    public async Task Session_AboutToExpire_IsRenewedAhead()
    {
        var first = await KeyAsync();
        Pass(TimeSpan.FromMinutes(51));

        (await KeyAsync()).ShouldNotBe(first);
        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Session_ExpiredInTheMiddleOfARun_IsReplaced()
    {
        await CallAsync();
        Pass(TimeSpan.FromHours(2));

        (await CallAsync()).Name.ShouldBe("primary");
        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Query_OverTwoSessions_IsSeenToItsEnd()
    {
        var queries = Program().GetRequiredService<IQueryExecutions>();
        var id = await queries.SubmitAsync(new("SELECT 1", "default", new string('q', 32)), CancellationToken.None);
        Pass(TimeSpan.FromMinutes(70));

        var states = await queries.GetStatesAsync([id], CancellationToken.None);

        states.ShouldHaveSingleItem().QueryExecutionId.ShouldBe(id);
        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Renewals_ManyAtOnce_MakeOneCall()
    {
        await KeyAsync();
        Pass(TimeSpan.FromMinutes(55));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KeyAsync()));

        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Renewals_ManyAtOnceAfterExpiry_MakeOneCall()
    {
        var first = await KeyAsync();
        Pass(TimeSpan.FromHours(2));

        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KeyAsync()));

        keys.Distinct().ShouldHaveSingleItem().ShouldNotBe(first);
        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Renewal_ThatFailsWhileTheSessionHolds_IsNoFailure()
    {
        await CallAsync();
        Pass(TimeSpan.FromMinutes(55));
        Misbehave(Denied);

        (await CallAsync()).Name.ShouldBe("primary");
        Logged.ShouldContain(line => line.Contains("could not be taken on anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Renewal_ThatFailsAfterExpiry_IsToldAndTriedAnew()
    {
        await CallAsync();
        Pass(TimeSpan.FromHours(2));
        Misbehave(Denied);

        (await RefusedAsync()).Code.ShouldBe("RoleDenied");
        Behave();
        (await CallAsync()).Name.ShouldBe("primary");
    }

    [Fact]
    public async Task Session_EndedByAwsEarly_IsARefusalThatARetryMends()
    {
        await CallAsync();
        Misbehave(new FaultRule { Fault = FaultKind.ExpireCredentials, Service = "athena" });

        (await RefusedAsync()).ShouldSatisfyAllConditions(
            failure => failure.Code.ShouldBe("ExpiredCredentials"),
            failure => failure.Retry.ShouldBe(RetryAdvice.AfterWaiting)
        );
    }

    [Fact]
    public async Task Token_ExpiredSinceTheFirstSession_IsToldApart()
    {
        Tenant.Tokens = new() { Expires = Clock.GetUtcNow().AddHours(1) };
        await CallAsync();
        Pass(TimeSpan.FromHours(2));

        (await RefusedAsync()).Code.ShouldBe("IdentityTokenRefused");
    }

    [Fact]
    public async Task Keys_WithdrawnByTheTenant_EndTheTokensThatTheySigned()
    {
        await CallAsync();
        Tenant.RotateKeys();
        Pass(TimeSpan.FromHours(2));

        // Azure.Identity still holds the token that the key before signed: Entra ID publishes both for as long.
        (await RefusedAsync()).Message.ShouldContain("verification key");
    }

    [Fact]
    public async Task TokenFile_Rewritten_IsReadForTheNextSession()
    {
        var subject = EntraTenant.Subject(ClientId);
        var path = TokenFile(Tenant.Jwt(Audience, subject, new()));
        Program(
            new AwsSettings
            {
                Credentials = CredentialSource.WebIdentityTokenFile,
                RoleArn = Settings.RoleArn,
                WebIdentityTokenFile = path,
            }
        );
        await CallAsync();
        Tenant.RotateKeys();
        TokenFile(Tenant.Jwt(Audience, subject, new()));
        Pass(TimeSpan.FromHours(2));

        (await CallAsync()).Name.ShouldBe("primary");
        Tenant.TokenRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clock_OfTheProgramTenMinutesAhead_RenewsEarlyAndWorks()
    {
        var ahead = new FakeTimeProvider(Clock.GetUtcNow().AddMinutes(10));
        Program(clock: ahead);
        var first = await KeyAsync();
        ahead.Advance(TimeSpan.FromMinutes(41));

        (await KeyAsync()).ShouldNotBe(first);
    }

    [Fact]
    public async Task Clock_OfTheProgramFiveMinutesBehind_StillRenewsBeforeAwsEndsTheSession()
    {
        var behind = new FakeTimeProvider(Clock.GetUtcNow().AddMinutes(-5));
        Program(clock: behind);
        await CallAsync();
        behind.Advance(TimeSpan.FromMinutes(59));
        Pass(TimeSpan.FromMinutes(59));

        (await CallAsync()).Name.ShouldBe("primary");
        Tenant.Verifications.ShouldBe(2);
    }

    [Fact]
    public async Task Clock_OfSignaturesAnHourOff_IsNamed()
    {
        await KeyAsync();
        Amazon.AWSConfigs.ManualClockCorrection = TimeSpan.FromHours(-1);

        (await RefusedAsync()).Code.ShouldBe("ClockWrong");
    }
}
