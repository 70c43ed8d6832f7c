using System.Text.Json;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using Grpc.Core;

namespace CommerceAnalytics.Functions.Tests.Http;

public class HealthTests
{
    private static readonly DateTimeOffset Four = new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero);

    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public HealthTests() => _api = new(_pipeline);

    [Fact]
    public async Task Health_AllIsWell_Answers200WithEachCheckAndTheNextTime()
    {
        var answer = await _api.HealthAsync();
        (answer.Status, answer["status"], answer["next_due"]).ShouldBe((200, "healthy", "2025-10-29T04:00:00+00:00"));
        Checks(answer)
            .Select(check => check.GetProperty("name").GetString())
            .ShouldBe(["worker", "settings", "aws_identity", "catalog", "results_bucket", "last_night"]);
        Checks(answer).ShouldAllBe(check => check.GetProperty("status").GetString() == "healthy");
    }

    [Fact]
    public async Task Health_AwsRefusesTheIdentity_Answers503WithReasonAndRemedy()
    {
        _pipeline.Caller.Answer = () =>
            throw new FailureException(new("AccessDenied", "Ask STS: it refused.", "Look at the trust policy."));
        var answer = await _api.HealthAsync();
        (answer.Status, answer["status"]).ShouldBe((503, "unhealthy"));
        var check = Check(answer, "aws_identity");
        Text(check, "reason").ShouldBe("AccessDenied: Ask STS: it refused.");
        Text(check, "remedy").ShouldBe("Look at the trust policy.");
    }

    [Fact]
    public async Task Health_AwsDoesNotAnswer_IsToldAfterTheLimit()
    {
        _pipeline.Time.Jumps = true;
        _pipeline.Caller.Answer = () => new TaskCompletionSource<string>().Task;
        var check = Check(await _api.HealthAsync(), "aws_identity");
        Text(check, "reason").ShouldBe("NoAnswer: There was no answer within 5 seconds.");
    }

    [Fact]
    public async Task Health_DatabaseIsNotThere_Answers503()
    {
        var elsewhere = new Pipeline(settings => settings with { Database = "nowhere" });
        var answer = await new Api(elsewhere).HealthAsync();
        answer.Status.ShouldBe(503);
        Text(Check(answer, "catalog"), "reason").ShouldStartWith("DatabaseMissing: ");
    }

    [Fact]
    public async Task Health_BucketCannotBeRead_Answers503()
    {
        _pipeline.Store.ReadRefusal = new("AccessDenied", "Read it: refused.", "Allow s3:GetObject.");
        var answer = await _api.HealthAsync();
        answer.Status.ShouldBe(503);
        Text(Check(answer, "results_bucket"), "remedy").ShouldBe("Allow s3:GetObject.");
    }

    [Fact]
    public async Task Health_TaskHubFails_Answers503AndNothingOfTheInside()
    {
        _pipeline.Hub.Client.Fault = _ => new RpcException(new Status(StatusCode.Unavailable, "secret detail"));
        var answer = await _api.HealthAsync();
        answer.Status.ShouldBe(503);
        Text(Check(answer, "last_night"), "reason").ShouldBe("TaskHubUnavailable: The task hub answered Unavailable.");
        answer.Text.ShouldNotContain("secret detail");
    }

    [Fact]
    public async Task Health_NightWasMissed_Is200AndDegraded()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)), StartKind.Scheduled);
        _pipeline.Time.SetUtcNow(Four.AddMinutes(20));
        var answer = await _api.HealthAsync();
        (answer.Status, answer["status"]).ShouldBe((200, "degraded"));
        Text(Check(answer, "last_night"), "reason").ShouldStartWith("Missed: 2025-10-28 did not begin");
    }

    [Fact]
    public async Task Health_NightIsDueAndNotLate_IsHealthy()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)), StartKind.Scheduled);
        _pipeline.Time.SetUtcNow(Four.AddMinutes(10));
        Text(Check(await _api.HealthAsync(), "last_night"), "reason")
            .ShouldBe("Night 2025-10-28 is due and has not begun yet.");
    }

    [Fact]
    public async Task Health_NightFailedAndIsMended_IsDegradedAndThenHealthy()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        _pipeline.RunToEnd();
        var failed = await _api.HealthAsync();
        (failed.Status, failed["status"]).ShouldBe((200, "degraded"));
        Text(Check(failed, "last_night"), "remedy").ShouldContain("POST /api/runs/commerce-2025-10-28/rerun");

        _pipeline.Athena.Ending = (_, _, _) => null;
        await _api.RerunAsync("commerce-2025-10-28");
        _pipeline.Hub.Run();
        _pipeline.Time.Advance(TimeSpan.FromMinutes(2));
        Text(Check(await _api.HealthAsync(), "last_night"), "reason").ShouldContain("commerce-2025-10-28-2");
    }

    [Fact]
    public async Task Health_ScheduleNamesNoTimes_IsDegraded()
    {
        var answer = await new Api(new Pipeline(schedule: "1.00:00:00")).HealthAsync();
        answer["status"].ShouldBe("degraded");
        answer.Json.GetProperty("next_due").ValueKind.ShouldBe(JsonValueKind.Null);
        Text(Check(answer, "settings"), "remedy").ShouldContain("0 0 4 * * *");
    }

    [Fact]
    public async Task Health_ScheduleWithoutSeconds_IsDegradedThoughItsNightsAreKnown()
    {
        var answer = await new Api(new Pipeline(schedule: "0 4 * * *")).HealthAsync();
        answer["status"].ShouldBe("degraded");
        answer["next_due"].ShouldStartWith("2025-10-29T04:00:00");
        Text(Check(answer, "settings"), "reason").ShouldContain("has five fields");
    }

    [Fact]
    public async Task Health_WebhooksThatKeyVaultDidNotGive_AreNamedAndDegrade()
    {
        const string reference = "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/a)";
        var pipeline = new Pipeline(settings =>
            settings with
            {
                AlertWebhookUrl = reference,
                DigestWebhookUrl = reference,
            }
        );
        var answer = await new Api(pipeline).HealthAsync();
        (answer.Status, answer["status"]).ShouldBe((200, "degraded"));
        Text(Check(answer, "settings"), "reason")
            .ShouldContain("CommerceAnalytics:AlertWebhookUrl, CommerceAnalytics:DigestWebhookUrl");
        Text(Check(answer, "settings"), "remedy").ShouldContain("Key Vault Secrets User");
        answer.Text.ShouldNotContain("vault.azure.net");
    }

    [Fact]
    public async Task Health_ProbedOften_AsksAwsOnceInFiveMinutesAndNeverQueries()
    {
        for (var probe = 0; probe < 11; probe++)
        {
            await _api.HealthAsync();
            await _api.ProbeAsync();
            _pipeline.Time.Advance(TimeSpan.FromSeconds(30));
        }

        _pipeline.Caller.Asked.ShouldBe(2);
        _pipeline.Athena.Queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_AFaultIsOver_IsSeenAfterFifteenSeconds()
    {
        _pipeline.Caller.Answer = () => throw new FailureException(new("X", "x", "x"));
        (await _api.HealthAsync()).Status.ShouldBe(503);
        _pipeline.Caller.Answer = () => Task.FromResult(FakeCaller.Arn);
        (await _api.HealthAsync()).Status.ShouldBe(503);
        _pipeline.Time.Advance(TimeSpan.FromSeconds(15));
        (await _api.HealthAsync()).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(true, 200, """{"status":"healthy"}""")]
    [InlineData(false, 503, """{"status":"unhealthy"}""")]
    public async Task Probe_Always_SaysOneWord(bool isWell, int status, string text)
    {
        if (!isWell)
            _pipeline.Caller.Answer = () => throw new FailureException(new("X", FakeCaller.Arn, "x"));
        var answer = await _api.ProbeAsync();
        (answer.Status, answer.Text).ShouldBe((status, text));
    }

    [Fact]
    public async Task Health_AllIsWell_TellsNoAccount() =>
        (await _api.HealthAsync()).Text.ShouldNotContain("123456789012");

    private static IEnumerable<JsonElement> Checks(Answer answer) => answer.Json.GetProperty("checks").EnumerateArray();

    private static JsonElement Check(Answer answer, string name) =>
        Checks(answer).Single(check => check.GetProperty("name").GetString() == name);

    private static string Text(JsonElement check, string member) => check.GetProperty(member).GetString() ?? "null";
}
