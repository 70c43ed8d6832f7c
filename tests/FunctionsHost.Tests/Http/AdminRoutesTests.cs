using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsHost.Tests.Small;

namespace FunctionsHost.Tests.Http;

public sealed class AdminRoutesTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SmallHost _host = null!;

    public async Task InitializeAsync() => _host = await SmallHost.StartAsync(SmallHost.Options(_folder));

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunFunction_Timer_Is202AndRunsItOutsideOfItsSchedule()
    {
        (await PostAsync("admin/functions/nightly", _host.Host.Keys.MasterKey)).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );

        await _host.State.NightRan.WaitAsync();
        _host.State.Nights.ShouldHaveSingleItem().IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task RunFunction_OtherKeys_Is401()
    {
        (await PostAsync("admin/functions/Nightly", _host.Host.Keys.HostKey)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await PostAsync("admin/functions/Nightly", _host.Host.Keys.DurableExtensionKey)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        _host.State.Nights.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Greet", HttpStatusCode.BadRequest)]
    [InlineData("None", HttpStatusCode.NotFound)]
    public async Task RunFunction_NoTimer_IsRefused(string name, HttpStatusCode expected) =>
        (await PostAsync($"admin/functions/{name}", _host.Host.Keys.MasterKey)).StatusCode.ShouldBe(expected);

    [Fact]
    public async Task Status_MasterKey_SaysRunning()
    {
        var answer = await _host.Http.GetAsync($"admin/host/status?code={_host.Host.Keys.MasterKey}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString().ShouldBe("Running");
        (await _host.Http.GetAsync("admin/host/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string key) =>
        _host.Http.PostAsync($"{path}?code={key}", content: null);
}
