using FunctionsHost.Configuration;
using FunctionsHost.Durable.Client;
using FunctionsHost.Http;
using FunctionsHost.Http.Keys;
using FunctionsHost.Http.Management;
using FunctionsHost.InProcess;
using FunctionsHost.InProcess.Functions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Hosting;

/// <summary>
/// What a host is made of before it starts: settings that were checked, the store, and who runs the functions.
/// </summary>
internal sealed class HostParts : IAsyncDisposable
{
    private readonly AppHostOptions _options;

    private HostParts(AppHostOptions options)
    {
        _options = options;
        Settings = new ConfigurationBuilder().AddInMemoryCollection(options.Settings).Build();
        List<string> problems = [];
        HostJson = Valid(() => HostJson.Read(options.HostJsonPath, Settings), problems) ?? new();
        if (options.AppFolder is null)
            FindFunctions(problems);
        App = Valid(() => AppServices.Build(options, () => Links, HostJson), problems)!;
        Refuse(problems);
        Loggers = App!.Services.GetRequiredService<ILoggerFactory>();
    }

    public IConfiguration Settings { get; }

    public HostJson HostJson { get; }

    public HostKeys Keys { get; private set; } = null!;

    public ManagementLinks Links { get; private set; } = null!;

    public ILoggerFactory Loggers { get; }

    /// <summary>The app's services; where it runs in a process of its own, logging and telemetry alone.</summary>
    public IHost App { get; private set; } = null!;

    /// <summary>The worker that runs the app in this process; null where it runs in one of its own.</summary>
    public InProcessWorker? InProcess { get; private set; }

    public IHostStore Store { get; private set; } = null!;

    public TaskHub Hub { get; private set; } = null!;

    /// <summary>The task hub's client, once there is one.</summary>
    public DurableTaskClient? Client { get; set; }

    /// <summary>Fires when the host waits no longer for functions to end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <exception cref="HostRefusedException">
    /// host.json, settings or schedules are wrong, or the storage cannot be reached.
    /// </exception>
    public static async Task<HostParts> BuildAsync(AppHostOptions options, CancellationToken cancellation)
    {
        HostParts parts = new(options);
        try
        {
            // Only now is anything written.
            await parts.OpenStoreAsync(cancellation);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }

        parts.Report(parts.Loggers.CreateLogger<AppHost>());
        return parts;
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        App.Dispose();
        Stopping.Dispose();
    }

    private void FindFunctions(List<string> problems)
    {
        var functions = FunctionDiscovery.Find(_options.FunctionTypes);
        InProcess = new InProcessWorker(functions, Invoker(), () => App.Services);
        // Wrong routes and schedules are told with all else that is wrong.
        var definitions = InProcessWorker.Definitions(functions);
        RouteCheck.Check(definitions, HostJson.RoutePrefix, problems);
        HostTimers.Read(definitions, InProcess, Settings, _options.Time, problems);
    }

    private FunctionInvoker Invoker() =>
        new(() => App.Services, () => Client!, () => Guid.CreateVersion7(_options.Time.GetUtcNow()), Stopping.Token);

    /// <summary>
    /// What <paramref name="read"/> gives, or null with its problems added to the others: a person mends all of them at
    /// once.
    /// </summary>
    private static T? Valid<T>(Func<T> read, List<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (HostRefusedException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    private void Refuse(List<string> problems)
    {
        if (problems.Count == 0)
            return;
        App?.Dispose();
        throw new HostRefusedException(problems);
    }

    private async Task OpenStoreAsync(CancellationToken cancellation)
    {
        StoreFolder.Prepare(_options.StoreFolder);
        Store = _options.Store(_options, HostJson, Settings, Loggers);
        Keys = await Store.KeysAsync(cancellation);
        Links = new(HostJson.HubName, Keys.DurableExtensionKey);
        Hub = new TaskHub(Store.Client, _options.Time);
    }

    private void Report(ILogger logger)
    {
        foreach (var key in HostJson.UnknownKeys)
            logger.UnknownHostJsonKey(key);
    }
}
