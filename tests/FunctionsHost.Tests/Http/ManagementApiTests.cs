using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsHost.Tests.Small;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Tests.Http;

/// <summary>Field names and status codes of the Durable Functions HTTP API, against a real task hub.</summary>
public sealed class ManagementApiTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SmallHost _host = null!;

    private DurableTaskClient Client => _host.Host.Client;

    public async Task InitializeAsync() => _host = await SmallHost.StartAsync(SmallHost.Options(_folder));

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Status_Completed_Is200WithTheDocumentedFields()
    {
        await EndedAsync("Greet", "a", "Kim");

        var answer = await GetAsync("instances/a");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Location.ShouldBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldBe(
            """
            {"name":"Greet","instanceId":"a","runtimeStatus":"Completed","input":"Kim","customStatus":null,"output":"안녕 Kim","createdTime":"2026-11-22T21:30:00Z","lastUpdatedTime":"2026-11-22T21:30:00Z"}
            """
        );
    }

    [Fact]
    public async Task Status_Running_Is202WithLocationAndRetryAfter()
    {
        await WaitingAsync("w");

        var answer = await GetAsync("instances/w");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        answer.Headers.Location.ShouldBe(answer.RequestMessage!.RequestUri);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        var status = await JsonAsync(answer);
        status.GetProperty("runtimeStatus").GetString().ShouldBe("Running");
        status.GetProperty("customStatus").GetProperty("step").GetInt32().ShouldBe(1);
        status.GetProperty("output").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("?returnInternalServerErrorOnFailure=true", HttpStatusCode.InternalServerError)]
    public async Task Status_Failed_HasTheMessageAsOutput(string query, HttpStatusCode expected)
    {
        await EndedAsync("Failing", "f");

        var answer = await GetAsync($"instances/f{query}");

        answer.StatusCode.ShouldBe(expected);
        var status = await JsonAsync(answer);
        status.GetProperty("runtimeStatus").GetString().ShouldBe("Failed");
        status.GetProperty("output").GetString()!.ShouldContain("no stock in f");
    }

    [Fact]
    public async Task Status_WithoutInput_LeavesItNull()
    {
        await EndedAsync("Greet", "a", "Kim");

        (await JsonAsync(await GetAsync("instances/a?showInput=false")))
            .GetProperty("input")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Status_WithHistory_JoinsCallsAndTheirEnds()
    {
        await EndedAsync("Greet", "a", "Kim");

        var events = (await JsonAsync(await GetAsync("instances/a?showHistory=true&showHistoryOutput=true")))
            .GetProperty("historyEvents")
            .EnumerateArray()
            .ToArray();

        events
            .Select(happened => happened.GetProperty("EventType").GetString())
            .ShouldBe(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"]);
        events[0].GetProperty("FunctionName").GetString().ShouldBe("Greet");
        events[0].GetProperty("Input").GetString().ShouldBe("Kim");
        events[1].GetProperty("FunctionName").GetString().ShouldBe("Say");
        events[1].GetProperty("Result").GetString().ShouldBe("안녕 Kim");
        events[1].GetProperty("ScheduledTime").GetDateTimeOffset().ShouldBe(SmallHost.Evening);
        events[1].GetProperty("Timestamp").GetDateTimeOffset().ShouldBe(SmallHost.Evening);
        events[2].GetProperty("OrchestrationStatus").GetString().ShouldBe("Completed");
    }

    [Fact]
    public async Task Status_WithHistoryButNoOutputs_ShowsNoResults()
    {
        await EndedAsync("Greet", "a", "Kim");

        var events = (await JsonAsync(await GetAsync("instances/a?showHistory=true&showInput=false")))
            .GetProperty("historyEvents")
            .EnumerateArray();

        events.ShouldAllBe(happened => !HasAny(happened, "Result", "Input"));
    }

    [Theory]
    [InlineData("instances/none", HttpStatusCode.NotFound)]
    [InlineData("instances/a?taskHub=Other", HttpStatusCode.NotFound)]
    [InlineData("instances/a?taskHub=tests&connection=Storage", HttpStatusCode.OK)]
    [InlineData("instances/a?showHistory=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("instances/a%00b", HttpStatusCode.BadRequest)]
    [InlineData("instances/a%2Fb", HttpStatusCode.NotFound)]
    [InlineData("instances/a%5Cb", HttpStatusCode.BadRequest)]
    [InlineData("instances/%ff", HttpStatusCode.NotFound)]
    [InlineData("instances?top=0", HttpStatusCode.BadRequest)]
    [InlineData("instances?top=many", HttpStatusCode.BadRequest)]
    [InlineData("instances?createdTimeFrom=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("instances?createdTimeTo=2026-13-40", HttpStatusCode.BadRequest)]
    [InlineData("instances?runtimeStatus=Sleeping", HttpStatusCode.BadRequest)]
    [InlineData("instances?runtimeStatus=1", HttpStatusCode.BadRequest)]
    [InlineData("instances?runtimeStatus=completed,FAILED&runtimeStatus=Running", HttpStatusCode.OK)]
    [InlineData("nothing", HttpStatusCode.NotFound)]
    public async Task Get_AnyRequest_IsAnsweredWithoutAnError(string path, HttpStatusCode expected)
    {
        await EndedAsync("Greet", "a", "Kim");

        (await GetAsync(path)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Get_IdOfMoreThan100Characters_Is400() =>
        (await GetAsync($"instances/{new string('x', 101)}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Get_WithoutTheSystemKey_Is401()
    {
        _host.Http.DefaultRequestHeaders.Add("x-functions-key", _host.Host.Keys.FunctionKey);

        (await _host.Http.GetAsync("runtime/webhooks/durabletask/instances")).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task List_MoreThanAPage_GoesOnByToken()
    {
        string[] ids = ["n-하나", "n-둘", "n-셋", "n-넷", "n-다섯"];
        foreach (var id in ids)
            await EndedAsync("Greet", id, "x");
        List<string> seen = [];
        string? token = null;
        var pages = 0;
        do
        {
            var answer = await _host.ManageAsync(HttpMethod.Get, "instances?top=2", token: token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            seen.AddRange(
                (await JsonAsync(answer))
                    .EnumerateArray()
                    .Select(instance => instance.GetProperty("instanceId").GetString()!)
            );
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var tokens) ? tokens.Single() : null;
            pages++;
        } while (token is not null);

        pages.ShouldBe(3);
        seen.ShouldBe(ids, ignoreOrder: true);
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("bm9uc2Vuc2U")]
    public async Task List_MalformedToken_Is400(string token) =>
        (await _host.ManageAsync(HttpMethod.Get, "instances", token: token)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );

    [Theory]
    [InlineData("", new[] { "a-1", "a-2", "w" })]
    [InlineData("?instanceIdPrefix=a-", new[] { "a-1", "a-2" })]
    [InlineData("?runtimeStatus=Running", new[] { "w" })]
    [InlineData("?runtimeStatus=Completed,Failed&instanceIdPrefix=a-2", new[] { "a-2" })]
    [InlineData(
        "?createdTimeFrom=2026-11-22T21:30:00Z&createdTimeTo=2026-11-22T21:31:00Z",
        new[] { "a-1", "a-2", "w" }
    )]
    [InlineData("?createdTimeFrom=2026-11-22T22:00:00Z", new string[0])]
    [InlineData("?createdTimeFrom=2026-11-22T22:30:00%2B01:00", new[] { "a-1", "a-2", "w" })]
    public async Task List_Filtered_GivesThoseInstances(string query, string[] expected)
    {
        await EndedAsync("Greet", "a-1", "x");
        await EndedAsync("Greet", "a-2", "x");
        await WaitingAsync("w");

        (await JsonAsync(await GetAsync($"instances{query}")))
            .EnumerateArray()
            .Select(instance => instance.GetProperty("instanceId").GetString())
            .ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task Purge_One_SaysHowMany()
    {
        await EndedAsync("Greet", "a", "x");

        var answer = await _host.ManageAsync(HttpMethod.Delete, "instances/a");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"instancesDeleted":1}""");
        (await GetAsync("instances/a")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.ManageAsync(HttpMethod.Delete, "instances/a")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Purge_ByFilter_TakesThoseThatHaveEnded()
    {
        await EndedAsync("Greet", "a", "x");
        await EndedAsync("Failing", "f");
        await WaitingAsync("w");

        (await PurgeAsync("")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PurgeAsync("?createdTimeFrom=2026-11-22T22:00:00Z")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await JsonAsync(await PurgeAsync("?createdTimeFrom=2026-11-22T21:00:00Z&runtimeStatus=Failed")))
            .GetProperty("instancesDeleted")
            .GetInt32()
            .ShouldBe(1);
        (await JsonAsync(await PurgeAsync("?createdTimeFrom=2026-11-22T21:00:00Z")))
            .GetProperty("instancesDeleted")
            .GetInt32()
            .ShouldBe(1);
        (await GetAsync("instances/w")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static bool HasAny(JsonElement element, params string[] names) =>
        names.Any(name => element.TryGetProperty(name, out _));

    private static Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>();

    private Task<HttpResponseMessage> GetAsync(string path) => _host.ManageAsync(HttpMethod.Get, path);

    private Task<HttpResponseMessage> PurgeAsync(string query) =>
        _host.ManageAsync(HttpMethod.Delete, $"instances{query}");

    private async Task EndedAsync(string orchestrator, string id, object? input = null)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        await Client.WaitForInstanceCompletionAsync(id);
    }

    private async Task WaitingAsync(string id)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Waiting", new StartOrchestrationOptions(id));
        await Client.WaitForInstanceStartAsync(id);
    }
}
