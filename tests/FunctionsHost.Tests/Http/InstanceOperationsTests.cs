using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsHost.Tests.Small;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Tests.Http;

public sealed class InstanceOperationsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SmallHost _host = null!;

    private DurableTaskClient Client => _host.Host.Client;

    public async Task InitializeAsync()
    {
        _host = await SmallHost.StartAsync(SmallHost.Options(_folder));
        await Client.ScheduleNewOrchestrationInstanceAsync("Waiting", new StartOrchestrationOptions("w"));
        await Client.WaitForInstanceStartAsync("w");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RaiseEvent_Json_ReachesTheInstance()
    {
        (await PostAsync("instances/w/raiseEvent/go", Json("\"now\""))).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("now");
    }

    [Theory]
    [InlineData("text/plain", "\"now\"")]
    [InlineData("application/json", "{ half")]
    [InlineData("application/json", "")]
    public async Task RaiseEvent_NoJson_Is400(string type, string body) =>
        (
            await PostAsync("instances/w/raiseEvent/go", new StringContent(body, Encoding.UTF8, type))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Terminate_WithReason_EndsTheInstanceWithItAsOutput()
    {
        (await PostAsync("instances/w/terminate?reason=too%20late")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var ended = await Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true);
        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        ended.ReadOutputAs<string>().ShouldBe("too late");
    }

    [Fact]
    public async Task SuspendThenResume_RaisedInBetween_IsTakenAfterwards()
    {
        (await PostAsync("instances/w/suspend?reason=stocktaking")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync("instances/w/raiseEvent/go", Json("\"later\""))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync("instances/w/resume")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("later");
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("raiseEvent/go")]
    public async Task Operation_EndedOrUnknownInstance_Is410Or404(string operation)
    {
        await Client.TerminateInstanceAsync("w");
        await Client.WaitForInstanceCompletionAsync("w");

        (await PostAsync($"instances/w/{operation}", Json("1"))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await PostAsync($"instances/none/{operation}", Json("1"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync($"instances/{new string('x', 101)}/{operation}", Json("1"))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task Restart_NewId_Is202WithThePayloadOfTheNewInstance()
    {
        var answer = await PostAsync("instances/w/restart");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var payload = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var id = payload.GetProperty("id").GetString()!;
        id.ShouldNotBe("w");
        (await Client.GetInstanceAsync(id))!.Name.ShouldBe("Waiting");
        payload
            .GetProperty("sendEventPostUri")
            .GetString()!
            .ShouldContain("/raiseEvent/{eventName}?taskHub=Tests&connection=Storage&code=");
        payload.GetProperty("terminatePostUri").GetString()!.ShouldContain("/terminate?reason={{text}}&taskHub=");
        using HttpClient anyone = new();
        (await anyone.GetAsync(payload.GetProperty("statusQueryGetUri").GetString())).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
    }

    [Fact]
    public async Task Restart_SameIdWhileItRuns_Is409() =>
        (await PostAsync("instances/w/restart?restartWithNewInstanceId=false")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );

    [Fact]
    public async Task Restart_SameIdOnceEnded_RunsItAgain()
    {
        await Client.RaiseEventAsync("w", "go", "first");
        await Client.WaitForInstanceCompletionAsync("w");

        (await PostAsync("instances/w/restart?restartWithNewInstanceId=false")).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
        await Client.RaiseEventAsync("w", "go", "second");

        (await Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("second");
    }

    [Fact]
    public async Task Restart_OfAVersionWithTags_KeepsThem()
    {
        var options = new StartOrchestrationOptions("tagged")
        {
            Version = "2",
            Tags = new Dictionary<string, string> { ["night"] = "2031-05-01" },
        };
        await Client.ScheduleNewOrchestrationInstanceAsync("Greet", "Kim", options);
        await Client.WaitForInstanceCompletionAsync("tagged");

        var answer = await PostAsync("instances/tagged/restart");

        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        (await Client.GetInstanceAsync(id))!.Tags["night"].ShouldBe("2031-05-01");
    }

    [Fact]
    public async Task Restart_UnknownInstance_Is404() =>
        (await PostAsync("instances/none/restart")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null) =>
        _host.ManageAsync(HttpMethod.Post, path, content);
}
