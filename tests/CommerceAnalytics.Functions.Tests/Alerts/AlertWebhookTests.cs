using System.Text.Json;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tests.Alerts;

/// <summary>The webhook against a receiver on this machine.</summary>
public sealed class AlertWebhookTests : IAsyncLifetime
{
    private const string Secret = "T0K3N";

    private static readonly RunAlert Alert = new(
        AlertKind.Failed,
        "commerce-2025-10-28",
        Pipeline.Today,
        "1 of 14 tables failed",
        "s3://b/r.json",
        [new ReportCause("AccessDenied", "no", "Allow it.", ["t"])]
    );

    private readonly List<string> _received = [];
    private WebApplication _receiver = null!;
    private int _status = 200;

    public async Task InitializeAsync()
    {
        _receiver = WebApplication.CreateSlimBuilder().Build();
        _receiver.Urls.Add("http://127.0.0.1:0");
        _receiver.MapPost(
            $"/{Secret}",
            async (HttpRequest request) =>
            {
                using var body = new StreamReader(request.Body);
                _received.Add(await body.ReadToEndAsync());
                return Results.StatusCode(_status);
            }
        );
        await _receiver.StartAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task Send_ReceiverIsThere_GetsOnePlainMessage()
    {
        await SendAsync(_receiver.Urls.Single());
        using var message = JsonDocument.Parse(_received.Single());
        message.RootElement.GetProperty("kind").GetString().ShouldBe("failed");
        message.RootElement.GetProperty("causes")[0].GetProperty("advice").GetString().ShouldBe("Allow it.");
        _received[0].ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData(503, RetryAdvice.AfterWaiting)]
    [InlineData(429, RetryAdvice.AfterWaiting)]
    [InlineData(404, RetryAdvice.Never)]
    [InlineData(302, RetryAdvice.Never)]
    public async Task Send_ReceiverRefuses_IsTriedAgainWhereThatCanHelp(int answer, RetryAdvice retry)
    {
        _status = answer;
        var failure = (await Should.ThrowAsync<FailureException>(() => SendAsync(_receiver.Urls.Single()))).Failure;
        (failure.Code, failure.Retry).ShouldBe(("WebhookRefused", retry));
        failure.ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Send_NobodyIsThere_IsTriedAgainAndNamesNoAddress()
    {
        var address = _receiver.Urls.Single();
        await _receiver.StopAsync();
        var failure = (await Should.ThrowAsync<FailureException>(() => SendAsync(address))).Failure;
        (failure.Code, failure.Retry).ShouldBe(("WebhookUnreachable", RetryAdvice.AfterWaiting));
        failure.ToString().ShouldNotContain(Secret);
        failure.ToString().ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task Send_KeyVaultReferenceThatWasNotResolved_IsNotTriedAgainAndSaysWhatToGrant()
    {
        var failure = (
            await Should.ThrowAsync<FailureException>(() => SendAsync("@Microsoft.KeyVault(SecretUri=https://vault"))
        ).Failure;
        (failure.Code, failure.Retry).ShouldBe(("WebhookUnresolved", RetryAdvice.Never));
        // The log has the message alone.
        failure.Message.ShouldStartWith("CommerceAnalytics:AlertWebhookUrl is a Key Vault reference");
        failure.Message.ShouldContain("Key Vault Secrets User");
        failure.ToString().ShouldNotContain(Secret);
    }

    private static async Task SendAsync(string address)
    {
        using var webhook = new AlertWebhook(
            Options.Create(new CommerceSettings { AlertWebhookUrl = $"{address}/{Secret}" })
        );
        await webhook.SendAsync(Alert, CancellationToken.None);
    }
}
