using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Faults;

public sealed class FaultEndpointTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();
    private readonly HttpClient _http = new();

    public Task InitializeAsync() => _lake.InitializeAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _lake.DisposeAsync();
    }

    [Fact]
    public async Task Put_Plan_IsInForceUntilDeletedAndReadBack()
    {
        var put = await Send(
            HttpMethod.Put,
            """{"seed": 3, "rules": [{"name": "no lists", "fault": "throttle", "operation": "GetDatabases"}]}"""
        );
        var aws = _lake.Signed();
        var refused = await aws.GlueAsync("GetDatabases", new { });
        var report = (await Send(HttpMethod.Get)).Body;
        var cleared = await Send(HttpMethod.Delete);

        put.Status.ShouldBe(200);
        refused.Error.ShouldBe("ThrottlingException");
        report["plan"]!["seed"]!.GetValue<int>().ShouldBe(3);
        report["rules"]![0]!["injected"]!.GetValue<int>().ShouldBe(1);
        var injected = report["injected"]![0]!;
        (
            injected["name"]!.ToString(),
            injected["fault"]!.ToString(),
            injected["service"]!.ToString(),
            injected["operation"]!.ToString()
        ).ShouldBe(("no lists", "throttle", "glue", "GetDatabases"));
        cleared.Body["rules"]!.AsArray().ShouldBeEmpty();
        (await aws.GlueAsync("GetDatabases", new { })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Put_UnderItsOwnFaults_GoesThrough()
    {
        await Send(HttpMethod.Put, """{"rules": [{"fault": "drop"}]}""");

        (await Send(HttpMethod.Put, """{"rules": []}""")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer secret")]
    [InlineData("Basic YTpi")]
    public async Task AnyRequest_WithoutTheLakesKeys_IsRefusedAndChangesNothing(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_lake.Server.Endpoint, "_localaws/faults"))
        {
            Content = new StringContent("""{"rules": [{"fault": "drop"}]}"""),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await _http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(401);
        _lake.Server.Faults.Report().Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_BadPlan_IsRefusedWithItsProblemsAndTheOldOneStays()
    {
        await Send(HttpMethod.Put, """{"seed": 1, "rules": []}""");

        var refused = await Send(HttpMethod.Put, """{"seed": 2, "rules": [{"fault": "drop", "nth": 0}]}""");

        refused.Status.ShouldBe(400);
        refused.Body["problems"]![0]!.ToString().ShouldBe("Rule 1 of the fault plan: nth 0 must be at least 1.");
        _lake.Server.Faults.Report().Plan.Seed.ShouldBe(1);
    }

    [Fact]
    public async Task Post_Plan_IsNotAllowed() => (await Send(HttpMethod.Post, "{}")).Status.ShouldBe(405);

    private async Task<(int Status, JsonNode Body)> Send(HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_lake.Server.Endpoint, "_localaws/faults"));
        var keys = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{_lake.Server.AccessKeyId}:{_lake.Server.SecretAccessKey}")
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", keys);
        if (body is not null)
            request.Content = new StringContent(body);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
