using System.Net;
using FunctionsHost.Tests.Hosting;

namespace FunctionsHost.Tests.Isolated;

public sealed class HttpTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Request_WithRouteAndQuery_ReachesTheFunctionAsItWasSent()
    {
        var answer = await _host.Client.GetAsync("hello/Ada?a=1&b=%20");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldBe($"Hello, Ada, at /api/hello/Ada?a=1&b=%20 of {_host.Client.BaseAddress!.Authority}!");
    }
}
