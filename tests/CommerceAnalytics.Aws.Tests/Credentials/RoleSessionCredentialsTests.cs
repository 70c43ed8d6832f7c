using Amazon.Runtime;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Aws.Tests.Credentials;

public sealed class RoleSessionCredentialsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));
    private readonly RoleSessionName _name = new();
    private readonly ScriptedSessions _sts;
    private readonly RoleSessionCredentials _credentials;

    public RoleSessionCredentialsTests()
    {
        _sts = new ScriptedSessions(_time);
        _credentials = new RoleSessionCredentials(_sts, _name, _time, NullLogger<RoleSessionCredentials>.Instance);
    }

    public void Dispose() => _credentials.Dispose();

    [Fact]
    public async Task GetCredentials_Again_UsesTheSameSession()
    {
        (await KeyAsync()).ShouldBe("key-1");
        _time.Advance(TimeSpan.FromMinutes(49));
        (await KeyAsync()).ShouldBe("key-1");

        _sts.Names.ShouldBe(["commerce-analytics"]);
    }

    [Fact]
    public async Task Forget_SessionInUse_OpensTheNextOneAndAnyOtherRefusalDoesNot()
    {
        var first = await _credentials.GetCredentialsAsync();
        var expired = new AmazonServiceException("The security token included in the request is expired")
        {
            ErrorCode = "ExpiredTokenException",
        };

        _credentials.Forget(new AmazonServiceException("no") { ErrorCode = "AccessDeniedException" }, first.Token);
        (await KeyAsync()).ShouldBe("key-1");
        _credentials.Forget(expired, first.Token);
        (await KeyAsync()).ShouldBe("key-2");
        _credentials.Forget(expired, "of a session before it");
        (await KeyAsync()).ShouldBe("key-2");
    }

    [Fact]
    public async Task GetCredentials_TenMinutesBeforeExpiry_OpensTheNextSession()
    {
        await KeyAsync();
        _time.Advance(TimeSpan.FromMinutes(50));

        (await KeyAsync()).ShouldBe("key-2");
    }

    [Fact]
    public async Task GetCredentials_WhileOneRenewsAheadOfExpiry_TheOthersGoOnWithTheSessionTheyHave()
    {
        await KeyAsync();
        _time.Advance(TimeSpan.FromMinutes(55));
        var gate = new TaskCompletionSource();
        _sts.Gate = gate.Task;

        var first = KeyAsync();
        (await KeyAsync()).ShouldBe("key-1");
        (await KeyAsync()).ShouldBe("key-1");
        gate.SetResult();

        (await first).ShouldBe("key-2");
        _sts.Names.Count.ShouldBe(2);
    }

    [Fact]
    public async Task GetCredentials_ManyAtOnceWithoutSession_OpenOne()
    {
        var gate = new TaskCompletionSource();
        _sts.Gate = gate.Task;
        var callers = Enumerable.Range(0, 20).Select(_ => KeyAsync()).ToList();
        gate.SetResult();

        (await Task.WhenAll(callers)).ShouldAllBe(key => key == "key-1");
        _sts.Names.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetCredentials_AfterExpiry_NeverGivesTheOldSession()
    {
        await KeyAsync();
        _time.Advance(TimeSpan.FromHours(1));
        _sts.Failure = new InvalidOperationException("STS is away");

        await Should.ThrowAsync<InvalidOperationException>(KeyAsync);
        _sts.Failure = null;
        (await KeyAsync()).ShouldBe("key-3");
    }

    [Fact]
    public async Task GetCredentials_RenewalAheadFails_KeepsTheSessionAndTriesAgainLater()
    {
        await KeyAsync();
        _time.Advance(TimeSpan.FromMinutes(51));
        _sts.Failure = new InvalidOperationException("STS is away");

        (await KeyAsync()).ShouldBe("key-1");
        (await KeyAsync()).ShouldBe("key-1");
        _sts.Names.Count.ShouldBe(2);

        _time.Advance(RoleSessionCredentials.RetryPause);
        _sts.Failure = null;
        (await KeyAsync()).ShouldBe("key-3");
    }

    [Fact]
    public async Task GetCredentials_AfterFirstFailure_IsNotBlocked()
    {
        _sts.Failure = new InvalidOperationException("STS is away");
        await Should.ThrowAsync<InvalidOperationException>(KeyAsync);
        _sts.Failure = null;

        (await KeyAsync()).ShouldBe("key-2");
    }

    [Fact]
    public async Task GetCredentials_AfterUseRun_OpensASessionOfTheRunsName()
    {
        await KeyAsync();
        _name.UseRun("commerce-2025-10-28");

        (await KeyAsync()).ShouldBe("key-2");
        (await KeyAsync()).ShouldBe("key-2");
        _sts.Names.ShouldBe(["commerce-analytics", "commerce-analytics.commerce-2025-10-28"]);
    }

    [Fact]
    public void GetCredentials_Synchronously_GivesTheSame() =>
        _credentials.GetCredentials().AccessKey.ShouldBe("key-1");

    private async Task<string> KeyAsync() => (await _credentials.GetCredentialsAsync()).AccessKey;
}
