using System.Net;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Hosting;

/// <summary>A worker of the sample app, with an HTTP server in front of it.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ILoggerFactory _loggers;
    private WebApplication? _server;

    private TestHost(Func<IsolatedWorkerOptions, IsolatedWorkerOptions>? change, Action<ILoggingBuilder>? log)
    {
        _loggers = LoggerFactory.Create(logging =>
        {
            logging
                .AddProvider(Logs)
                .SetMinimumLevel(LogLevel.Debug)
                .AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            log?.Invoke(logging);
        });
        var options = new IsolatedWorkerOptions
        {
            AppFolder = SampleApp.Folder,
            StateFolder = _folder.Path,
            Loggers = _loggers,
        };
        Worker = new(change is null ? options : change(options), new NoDurable());
    }

    public LogLines Logs { get; } = new();

    public IsolatedWorker Worker { get; }

    public IReadOnlyList<FunctionDefinition> Functions { get; private set; } = [];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    public static async Task<TestHost> StartAsync(
        Func<IsolatedWorkerOptions, IsolatedWorkerOptions>? change = null,
        Action<ILoggingBuilder>? log = null
    )
    {
        var host = new TestHost(change, log);
        try
        {
            host.Functions = await host.Worker.StartAsync(CancellationToken.None);
            await host.ServeAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public FunctionDefinition Function(string name) => Functions.Single(function => function.Name == name);

    /// <summary>The worker's process now, as a function of it tells.</summary>
    public async Task<int> PidAsync()
    {
        var facts = await Client.GetStringAsync("Process");
        using var json = System.Text.Json.JsonDocument.Parse(facts);
        return json.RootElement.GetProperty("pid").GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        await Worker.DisposeAsync();
        _loggers.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        builder.Services.AddRouting().AddSingleton(_loggers);
        _server = builder.Build();
        _server.UseRouting();
        foreach (var function in Functions)
        {
            if (function.Trigger is HttpTrigger trigger)
                _server.Map($"/api/{trigger.Route ?? function.Name}", http => Worker.ServeHttpAsync(function, http));
        }

        await _server.StartAsync();
        Client.BaseAddress = new($"{_server.Urls.Single()}/api/");
    }
}
