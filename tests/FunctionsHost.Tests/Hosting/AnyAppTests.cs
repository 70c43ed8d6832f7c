using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsHost.Hosting;
using FunctionsHost.Tests.Small;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Tests.Hosting;

/// <summary>
/// The whole host on a published app that is none of this repository's: HTTP, keys, management, timers, all through its
/// worker.
/// </summary>
public sealed class AnyAppTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SmallHost _host = null!;

    public async Task InitializeAsync() => _host = await SmallHost.StartAsync(Options());

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Request_ForAFunctionWithAKey_IsForwardedWithTheKeyAlone()
    {
        var without = await _host.Http.PostAsync("api/Echo", new StringContent("tea"));
        var with = await _host.Http.PostAsync($"api/Echo?code={_host.Host.Keys.FunctionKey}", new StringContent("tea"));

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await with.Content.ReadAsStringAsync()).ShouldBe("tea");
    }

    [Fact]
    public async Task Request_FunctionAnswersWithAnEmptyError_IsAnsweredAsTheFunctionDid()
    {
        var answer = await _host.Http.GetAsync($"api/Echo?status=404&code={_host.Host.Keys.FunctionKey}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.GetValues("X-Method").ShouldBe(["GET"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orchestration_StartedInTheWorker_IsManagedByHttpToItsEnd()
    {
        (await _host.Http.PostAsync("api/StartOrder?id=order", content: null)).EnsureSuccessStatusCode();

        var paid = await _host.ManageAsync(
            HttpMethod.Post,
            "instances/order/raiseEvent/paid",
            JsonContent.Create(2.25m)
        );

        paid.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _host.Host.Client.WaitForInstanceCompletionAsync("order")).RuntimeStatus.ShouldBe(
            OrchestrationRuntimeStatus.Completed
        );
        var answer = await _host.ManageAsync(HttpMethod.Get, "instances/order");
        var order = await answer.Content.ReadFromJsonAsync<JsonElement>();
        order.GetProperty("output").GetProperty("Sum").GetDecimal().ShouldBe(3.75m);
    }

    [Fact]
    public async Task Status_NamesTheHostAndCountsItsFunctions()
    {
        var address = $"admin/host/status?code={_host.Host.Keys.MasterKey}";

        var status = await _host.Http.GetFromJsonAsync<JsonElement>(address);

        status.GetProperty("id").GetString().ShouldBe("orders");
        status.GetProperty("functions").GetInt32().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Start_OnAStoreThatAnotherHostHas_IsRefusedAndLeavesItsWorkerAlone()
    {
        await using var second = await AppHost.CreateAsync(Options(), CancellationToken.None);

        var refused = await Should.ThrowAsync<HostRefusedException>(() => second.StartAsync(CancellationToken.None));

        refused.Problems.ShouldHaveSingleItem().ShouldContain("is in use by process");
        (await _host.Http.GetStringAsync("api/hello/Kim")).ShouldStartWith("Hello, Kim, at /api/hello/Kim");
    }

    [Fact]
    public void Services_OfAnAppInAProcessOfItsOwn_AreNotThere() =>
        Should.Throw<InvalidOperationException>(() => _host.Host.Services);

    private AppHostOptions Options() =>
        SmallHost.Options(_folder, TimeProvider.System) with
        {
            Name = "orders",
            AppFolder = SampleApp.Folder,
            HostJsonPath = Path.Combine(SampleApp.Folder, "host.json"),
            Settings = new Dictionary<string, string?> { ["Sample:Schedule"] = "0 0 5 * * *" },
        };
}
