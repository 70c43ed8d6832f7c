using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Tests.Http;

/// <summary>
/// The Durable Functions HTTP API as its reference has it: what is right is done, what is malformed gets 400 or 404,
/// and never 500.
/// </summary>
public sealed class DurableHttpApiTests(DurableHttpApi api) : IClassFixture<DurableHttpApi>
{
    public static TheoryData<string> MalformedQueries =>
        [
            "top=0",
            "top=-1",
            "top=x",
            "top=1.5",
            "top=99999999999",
            "top=%20",
            "createdTimeFrom=yesterday",
            "createdTimeFrom=2026-13-01",
            "createdTimeFrom=2026-11-22T21:30:00+01:00",
            "createdTimeTo=0",
            "createdTimeFrom=2026-11-23&createdTimeTo=2026-11-22",
            "runtimeStatus=Nope",
            "runtimeStatus=5",
            "runtimeStatus=Running,Nope",
            "runtimeStatus=Running;Failed",
            "showInput=maybe",
            "showInput=1",
        ];

    public static TheoryData<string> MalformedIds =>
        [
            new string('x', 101),
            new string('한', 101),
            "a%5Cb",
            "a%23b",
            "a%3Fb",
            "a%01b",
            "a%0D%0Ab",
            "%7F",
            "@entity@key",
        ];

    public static TheoryData<string, string> Operations { get; } =
        new()
        {
            { "GET", "" },
            { "DELETE", "" },
            { "POST", "/terminate" },
            { "POST", "/suspend" },
            { "POST", "/resume" },
            { "POST", "/rewind" },
            { "POST", "/restart" },
            { "POST", "/raiseEvent/go" },
        };

    [Theory]
    [MemberData(nameof(MalformedQueries))]
    public async Task List_MalformedQuery_Is400(string query) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, "GET", $"instances?{query}");

    [Theory]
    [InlineData("%%%")]
    [InlineData("bm9uc2Vuc2U")]
    [InlineData("//8")]
    [InlineData("AAAA AAAA")]
    [InlineData("eyJhIjoxfQ==")]
    public async Task List_MalformedToken_Is400(string token) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, "GET", "instances", token: token);

    [Theory]
    [MemberData(nameof(MalformedIds))]
    public async Task Status_MalformedId_Is400(string id) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, "GET", $"instances/{id}");

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_UnknownInstance_Is404(string method, string operation) =>
        await ShouldBeProblem(HttpStatusCode.NotFound, method, $"instances/nobody{operation}", "1");

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_MalformedId_Is400(string method, string operation) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, method, $"instances/{new string('x', 101)}{operation}", "1");

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_OtherTaskHub_Is404(string method, string operation) =>
        await ShouldBeProblem(
            HttpStatusCode.NotFound,
            method,
            $"instances/{DurableHttpApi.Running}{operation}?taskHub=Other",
            "1"
        );

    [Theory]
    [InlineData("terminate", DurableHttpApi.Completed, HttpStatusCode.Gone)]
    [InlineData("suspend", DurableHttpApi.Failed, HttpStatusCode.Gone)]
    [InlineData("resume", DurableHttpApi.Terminated, HttpStatusCode.Gone)]
    [InlineData("raiseEvent/go", DurableHttpApi.Completed, HttpStatusCode.Gone)]
    [InlineData("rewind", DurableHttpApi.Completed, HttpStatusCode.Gone)]
    [InlineData("rewind", DurableHttpApi.Terminated, HttpStatusCode.Gone)]
    [InlineData("rewind", DurableHttpApi.Running, HttpStatusCode.BadRequest)]
    [InlineData("rewind", DurableHttpApi.Failed, HttpStatusCode.NotImplemented)]
    [InlineData("restart?restartWithNewInstanceId=maybe", DurableHttpApi.Running, HttpStatusCode.BadRequest)]
    [InlineData("restart?restartWithNewInstanceId=false", DurableHttpApi.Running, HttpStatusCode.Conflict)]
    [InlineData("explode", DurableHttpApi.Running, HttpStatusCode.NotFound)]
    [InlineData("raiseEvent", DurableHttpApi.Running, HttpStatusCode.NotFound)]
    public async Task Operation_NotPossible_SaysWhy(string operation, string id, HttpStatusCode expected) =>
        await ShouldBeProblem(expected, "POST", $"instances/{id}/{operation}", "1");

    [Theory]
    [InlineData("text/plain", "1")]
    [InlineData("application/x-www-form-urlencoded", "a=1")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "{ half")]
    [InlineData("application/json", "'single'")]
    [InlineData("application/json", "1 2")]
    [InlineData("application/json", "NaN")]
    [InlineData("application/json; charset=nonsense", "1")]
    public async Task RaiseEvent_MalformedBody_Is400(string type, string body)
    {
        using StringContent content = new(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await api.Host.ManageAsync(
            HttpMethod.Post,
            $"instances/{DurableHttpApi.Running}/raiseEvent/other",
            content
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task RaiseEvent_DeeperThanAnybodyReads_Is400() =>
        await ShouldBeProblem(
            HttpStatusCode.BadRequest,
            "POST",
            $"instances/{DurableHttpApi.Running}/raiseEvent/other",
            new string('[', 5000) + new string(']', 5000)
        );

    [Theory]
    [InlineData("showHistory=1")]
    [InlineData("showHistoryOutput=x")]
    [InlineData("showInput=yes")]
    [InlineData("returnInternalServerErrorOnFailure=500")]
    public async Task Status_MalformedFlag_Is400(string query) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, "GET", $"instances/{DurableHttpApi.Completed}?{query}");

    [Theory]
    [InlineData("")]
    [InlineData("?createdTimeFrom=")]
    [InlineData("?createdTimeFrom=x")]
    [InlineData("?createdTimeTo=2026-11-22")]
    [InlineData("?createdTimeFrom=2026-01-01&createdTimeTo=x")]
    [InlineData("?createdTimeFrom=2026-01-02&createdTimeTo=2026-01-01")]
    [InlineData("?createdTimeFrom=2026-01-01&runtimeStatus=Nope")]
    public async Task Purge_MalformedFilter_Is400(string query) =>
        await ShouldBeProblem(HttpStatusCode.BadRequest, "DELETE", $"instances{query}");

    [Fact]
    public async Task Purge_FilterThatNothingMatches_Is404() =>
        await ShouldBeProblem(
            HttpStatusCode.NotFound,
            "DELETE",
            "instances?createdTimeFrom=2020-01-01&createdTimeTo=2020-01-02"
        );

    [Theory]
    [InlineData("GET", "instances/running/terminate")]
    [InlineData("PUT", "instances/running")]
    [InlineData("PATCH", "instances")]
    [InlineData("POST", "instances")]
    [InlineData("GET", "orchestrators/Greet")]
    public async Task Address_OtherMethod_Is405(string method, string path) =>
        await ShouldBeProblem(HttpStatusCode.MethodNotAllowed, method, path);

    [Theory]
    [InlineData("GET", "instances")]
    [InlineData("GET", "instances/running")]
    [InlineData("PUT", "instances/running")]
    [InlineData("GET", "nothing/here")]
    [InlineData("GET", "")]
    public async Task Address_WithoutKey_Is401WhateverIsThere(string method, string path)
    {
        foreach (var code in new[] { "", "?code=wrong", $"?code={api.Host.Host.Keys.FunctionKey}" })
            (
                await api.Host.Http.SendAsync(new(new(method), $"runtime/webhooks/durabletask/{path}{code}"))
            ).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(DurableHttpApi.Running, "", HttpStatusCode.Accepted)]
    [InlineData(DurableHttpApi.Completed, "", HttpStatusCode.OK)]
    [InlineData(DurableHttpApi.Failed, "", HttpStatusCode.OK)]
    [InlineData(DurableHttpApi.Failed, "?returnInternalServerErrorOnFailure=true", HttpStatusCode.InternalServerError)]
    [InlineData(DurableHttpApi.Completed, "?returnInternalServerErrorOnFailure=true", HttpStatusCode.OK)]
    [InlineData(DurableHttpApi.Terminated, "?returnInternalServerErrorOnFailure=true", HttpStatusCode.OK)]
    [InlineData(DurableHttpApi.Unicode, "", HttpStatusCode.OK)]
    public async Task Status_OfAnInstance_TellsItsState(string id, string query, HttpStatusCode expected)
    {
        var answer = await api.SendAsync("GET", $"instances/{Uri.EscapeDataString(id)}{query}");

        answer.StatusCode.ShouldBe(expected);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("instanceId").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Status_LongestId_IsFound() =>
        (await api.SendAsync("GET", $"instances/{DurableHttpApi.Longest}")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task List_ByPagesOfOne_GivesEveryInstanceOnce()
    {
        List<string> all = [];
        string? token = null;
        do
        {
            var answer = await api.SendAsync(
                "GET",
                "instances?top=1&showInput=false&instanceIdPrefix=" + Uri.EscapeDataString("상"),
                token: token
            );
            all.AddRange(
                (await answer.Content.ReadFromJsonAsync<JsonElement>())
                    .EnumerateArray()
                    .Select(found => found.GetProperty("instanceId").GetString()!)
            );
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var tokens) ? tokens.Single() : null;
        } while (!string.IsNullOrEmpty(token));

        all.ShouldBe([DurableHttpApi.Unicode]);
    }

    [Fact]
    public async Task Suspend_OfASuspendedInstance_Is409SinceItGoesOn()
    {
        await api.WaitingAsync("twice");
        (await api.SendAsync("POST", "instances/twice/suspend")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await api.Client.GetInstanceAsync("twice"))!.RuntimeStatus != OrchestrationRuntimeStatus.Suspended)
            await tick.WaitForNextTickAsync(limit.Token);

        await ShouldBeProblem(HttpStatusCode.Conflict, "POST", "instances/twice/suspend");
        await api.Client.TerminateInstanceAsync("twice");
    }

    [Fact]
    public async Task SuspendAndResume_WithReasons_StandInTheHistory()
    {
        await api.WaitingAsync("held");
        (await api.SendAsync("POST", "instances/held/suspend?reason=stock%20taking")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
        (await api.SendAsync("POST", "instances/held/resume?reason=%EB%81%9D")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
        (await api.SendAsync("POST", "instances/held/raiseEvent/go", "\"on\"")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
        await api.Client.WaitForInstanceCompletionAsync("held");

        var status = await (
            await api.SendAsync("GET", "instances/held?showHistory=true")
        ).Content.ReadFromJsonAsync<JsonElement>();

        var events = status.GetProperty("historyEvents").EnumerateArray().ToList();
        Reason("ExecutionSuspended").ShouldBe("stock taking");
        Reason("ExecutionResumed").ShouldBe("끝");

        string? Reason(string type) =>
            events
                .Single(happened => happened.GetProperty("EventType").GetString() == type)
                .GetProperty("Reason")
                .GetString();
    }

    [Fact]
    public async Task Purge_ByStatus_LeavesTheOthers()
    {
        await api.WaitingAsync("purge-me");
        await api.Client.TerminateInstanceAsync("purge-me");
        await api.Client.WaitForInstanceCompletionAsync("purge-me");
        (await api.SendAsync("DELETE", "instances/purge-me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(HttpStatusCode.NotFound, "GET", "instances/purge-me");
        (await api.SendAsync("GET", $"instances/{DurableHttpApi.Running}")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
    }

    [Fact]
    public async Task Purge_RunningInstance_DeletesNothing()
    {
        var answer = await api.SendAsync("DELETE", $"instances/{DurableHttpApi.Running}");

        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("instancesDeleted").GetInt32().ShouldBe(0);
        (await api.SendAsync("GET", $"instances/{DurableHttpApi.Running}")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
    }

    [Theory]
    [InlineData("orchestrators/Greet/start-1", "\"Lee\"", HttpStatusCode.Accepted)]
    [InlineData("orchestrators/greet/start-2", "", HttpStatusCode.Accepted)]
    [InlineData("orchestrators/Waiting/running", "", HttpStatusCode.Conflict)]
    [InlineData("orchestrators/Nobody/start-3", "", HttpStatusCode.BadRequest)]
    [InlineData("orchestrators/Say/start-4", "\"an activity\"", HttpStatusCode.BadRequest)]
    [InlineData("orchestrators/Greet/start-5", "{ half", HttpStatusCode.BadRequest)]
    [InlineData("orchestrators/Greet/@start", "", HttpStatusCode.BadRequest)]
    public async Task Start_OverHttp_AnswersAsTheReferenceSays(string path, string body, HttpStatusCode expected)
    {
        var answer = await api.SendAsync("POST", path, body);

        answer.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Accepted)
            (await answer.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("id")
                .GetString()
                .ShouldBe(path.Split('/')[^1]);
    }

    private async Task ShouldBeProblem(
        HttpStatusCode expected,
        string method,
        string path,
        string? body = null,
        string? token = null
    )
    {
        var answer = await api.SendAsync(method, path, body, token: token);
        answer.StatusCode.ShouldBe(expected, $"{method} {path}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("detail")
            .GetString()
            .ShouldNotBeNullOrWhiteSpace();
    }
}
