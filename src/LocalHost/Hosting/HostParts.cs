using CommerceAnalytics.Failures;
using CommerceAnalytics.LocalHost.Hosting.Configuration;
using CommerceAnalytics.LocalHost.Hosting.Functions;
using CommerceAnalytics.LocalHost.Hosting.Storage;
using CommerceAnalytics.LocalHost.Http.Keys;
using CommerceAnalytics.LocalHost.Http.Management;
using CommerceAnalytics.LocalHost.Settings;
using FunctionsHost.Durable.Client;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>What a host is made of before it starts: settings that were checked, the store, and who runs the functions.</summary>
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
            ComposeInProcess(problems);
        else
            App = Valid(() => AppComposition.BuildWithoutApp(options, HostJson), problems)!;
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

    /// <exception cref="InvalidInputException">host.json, settings or schedules are wrong, or the storage cannot be reached.</exception>
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

    private void ComposeInProcess(List<string> problems)
    {
        var functions = FunctionDiscovery.Find(_options.FunctionTypes ?? AppComposition.DeployedTypes);
        InProcess = new InProcessWorker(functions, Invoker(), () => App.Services);
        // Wrong schedules are told with all else that is wrong.
        HostTimers.Read(InProcessWorker.Definitions(functions), InProcess, Settings, _options.Time, problems);
        App = Valid(() => AppComposition.Build(_options, () => Links, HostJson), problems)!;
    }

    private FunctionInvoker Invoker() =>
        new(() => App.Services, () => Client!, () => Guid.CreateVersion7(_options.Time.GetUtcNow()), Stopping.Token);

    /// <summary>What <paramref name="read"/> gives, or null with its problems added to the others: a person mends all of them at once.</summary>
    private static T? Valid<T>(Func<T> read, List<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidInputException e)
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
        throw new InvalidInputException(problems);
    }

    private async Task OpenStoreAsync(CancellationToken cancellation)
    {
        var folder = StoreFolder.Prepare(_options.StoreFolder);
        Store =
            _options.Storage == HostStorage.Azure
                ? new AzureHostStore(Settings[SettingsSchema.Storage]!, HostJson, Loggers)
                : Files(folder);
        Keys = await Store.KeysAsync(cancellation);
        Links = new(HostJson.HubName, Keys.DurableExtensionKey);
        Hub = new TaskHub(Store.Client, _options.Time);
    }

    private SqliteHostStore Files(string folder)
    {
        var own = Settings.GetSection(LocalHostSettings.Section).Get<LocalHostSettings>() ?? new();
        return new(folder, HostJson, TimeSpan.FromDays(own.KeepFinishedDays), _options.Time, Loggers);
    }

    private void Report(ILogger logger)
    {
        foreach (var key in HostJson.UnknownKeys)
            logger.UnknownHostJsonKey(key);
    }
}
