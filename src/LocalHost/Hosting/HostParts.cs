using CommerceAnalytics.Failures;
using CommerceAnalytics.LocalHost.Hosting.Configuration;
using CommerceAnalytics.LocalHost.Hosting.Durable;
using CommerceAnalytics.LocalHost.Hosting.Functions;
using CommerceAnalytics.LocalHost.Http;
using CommerceAnalytics.LocalHost.Http.Keys;
using CommerceAnalytics.LocalHost.Http.Management;
using CommerceAnalytics.LocalHost.Timers;
using LocalDurableTask;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>The parts of a host, put together.</summary>
internal sealed class HostParts : IAsyncDisposable
{
    private HostParts(FunctionsHostOptions options)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(options.Settings).Build();
        HostJson = HostJson.Read(options.HostJsonPath, settings);
        Functions = FunctionDiscovery.Find(options.FunctionTypes ?? AppComposition.DeployedTypes);
        Keys = KeyFile.ReadOrCreate(StoreFolder.Prepare(options.StoreFolder));
        ManagementLinks links = new(HostJson.HubName, Keys.DurableExtensionKey);
        App = AppComposition.Build(options, links);
        var loggers = App.Services.GetRequiredService<ILoggerFactory>();
        FunctionInvoker invoker = new(App.Services, () => Hub!.Client, () => Guid.CreateVersion7(options.Time.GetUtcNow()), Stopping.Token);
        Timers = TimersOf(options, settings, invoker, loggers);
        Hub = new(HubOptions(options), DurableFunctions.Registry(Functions, invoker), App.Services, loggers, options.Time);
        Http = options.HttpPort is { } port ? new(port, Keys, loggers, routes => Map(routes, invoker, links, options.Time)) : null;
        Report(loggers);
    }

    public HostJson HostJson { get; }

    public IReadOnlyList<FunctionMethod> Functions { get; }

    public HostKeys Keys { get; }

    public IHost App { get; }

    public TimerTriggers Timers { get; }

    public LocalTaskHub Hub { get; }

    public HttpServer? Http { get; }

    /// <summary>Fires when the host waits no longer for functions to end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <exception cref="InvalidInputException">host.json, settings or schedules are wrong.</exception>
    public static HostParts Build(FunctionsHostOptions options) => new(options);

    public async ValueTask DisposeAsync()
    {
        if (Http is not null)
            await Http.DisposeAsync();
        Timers.Dispose();
        await Hub.DisposeAsync();
        App.Dispose();
        Stopping.Dispose();
    }

    private TimerTriggers TimersOf(FunctionsHostOptions options, IConfiguration settings, FunctionInvoker invoker, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<TimerTriggers>();
        ScheduleStore store = new(Path.Combine(options.StoreFolder, "timers"), logger);
        List<string> problems = [];
        TimerFunction?[] timers = [.. Functions.Where(function => function.Trigger is TimerTriggerAttribute)
            .Select(function => TimerFunction.Create(function, invoker.Prepare(function), settings, options.Time.GetUtcNow(), problems))];
        return problems.Count == 0
            ? new([.. timers.Select(timer => new ScheduledTimer(timer!, store, options.Time, logger))])
            : throw new InvalidInputException(problems);
    }

    private LocalTaskHubOptions HubOptions(FunctionsHostOptions options) => new()
    {
        StorePath = Path.Combine(options.StoreFolder, "taskhub.db"),
        HubName = HostJson.HubName,
        MaxConcurrentActivities = HostJson.MaxConcurrentActivities,
        MaxConcurrentOrchestrations = HostJson.MaxConcurrentOrchestrations,
    };

    private void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes, FunctionInvoker invoker, ManagementLinks links, TimeProvider time)
    {
        routes.MapFunctions(Functions, invoker, HostJson.RoutePrefix);
        new ManagementRoutes(Hub, HostJson.HubName, links, time).Map(routes);
        new AdminRoutes(Functions, Timers, time).Map(routes);
    }

    private void Report(ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<FunctionsHost>();
        foreach (var key in HostJson.UnknownKeys)
            logger.UnknownHostJsonKey(key);
    }
}
