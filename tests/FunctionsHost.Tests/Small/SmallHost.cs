using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Small;

/// <summary>
/// The small test app on a real host: Kestrel, task hub and all, at a clock that stands until it is moved.
/// </summary>
internal sealed class SmallHost : IAsyncDisposable
{
    private readonly AppHost _host;

    private SmallHost(AppHost host) => _host = host;

    public static DateTimeOffset Evening { get; } = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    public AppHost Host => _host;

    public HttpClient Http { get; } = new();

    public SmallAppState State => _host.Services.GetRequiredService<SmallAppState>();

    public static AppHostOptions Options(
        TestFolder folder,
        TimeProvider? time = null,
        RecordedLog? log = null,
        string schedule = "0 0 4 * * *"
    ) =>
        new()
        {
            StoreFolder = Path.Combine(folder.Path, "store"),
            Store = SmallStore.Open,
            Settings = new Dictionary<string, string?> { ["Schedule"] = schedule },
            HostJsonPath = folder.File(
                "host.json",
                """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "Tests" } } }"""
            ),
            HttpPort = 0,
            Time = time ?? new FakeTimeProvider(Evening),
            FunctionTypes = [typeof(SmallApp)],
            Compose = builder => builder.Services.AddSingleton<SmallAppState>(),
            Logging = logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(log ?? new RecordedLog()),
        };

    public static async Task<SmallHost> StartAsync(AppHostOptions options)
    {
        SmallHost host = new(await AppHost.CreateAsync(options, CancellationToken.None));
        await host._host.StartAsync(CancellationToken.None);
        if (host._host.Address is { } address)
            host.Http.BaseAddress = address;
        return host;
    }

    /// <summary>Asks the management API, with its system key.</summary>
    public Task<HttpResponseMessage> ManageAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        string? token = null
    )
    {
        HttpRequestMessage request = new(method, $"runtime/webhooks/durabletask/{path}") { Content = content };
        request.Headers.Add("x-functions-key", _host.Keys.DurableExtensionKey);
        if (token is not null)
            request.Headers.Add("x-ms-continuation-token", token);
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }
}
