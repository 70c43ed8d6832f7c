using CommerceAnalytics.Failures;
using CommerceAnalytics.LocalHost.Hosting.Configuration;
using CommerceAnalytics.LocalHost.Hosting.Durable;
using CommerceAnalytics.LocalHost.Hosting.Functions;
using CommerceAnalytics.LocalHost.Http;
using CommerceAnalytics.LocalHost.Http.Keys;
using CommerceAnalytics.LocalHost.Http.Management;
using CommerceAnalytics.LocalHost.Settings;
using CommerceAnalytics.LocalHost.Timers;
using LocalDurableTask;
using Microsoft.AspNetCore.Routing;
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
        List<string> problems = [];
        Functions = FunctionDiscovery.Find(options.FunctionTypes ?? AppComposition.DeployedTypes);
        FunctionInvoker invoker = new(() => App!.Services, () => Hub!.Client, () => Guid.CreateVersion7(options.Time.GetUtcNow()), Stopping.Token);
        var timers = TimerFunctions(invoker, settings, options.Time.GetUtcNow(), problems);
        HostJson = Valid(() => HostJson.Read(options.HostJsonPath, settings), problems) ?? new();
        ManagementLinks? links = null;
        App = Valid(() => AppComposition.Build(options, () => links!), problems)!;
        Refuse(problems);

        // Only now is anything written.
        Keys = KeyFile.ReadOrCreate(StoreFolder.Prepare(options.StoreFolder));
        links = new(HostJson.HubName, Keys.DurableExtensionKey);
        var loggers = App.Services.GetRequiredService<ILoggerFactory>();
        Timers = TimersOf(timers, options, loggers.CreateLogger<TimerTriggers>());
        Hub = new(HubOptions(options, settings), DurableFunctions.Registry(Functions, invoker), App.Services, loggers, options.Time);
        Http = options.HttpPort is { } port ? new(port, Keys, loggers, routes => Map(routes, invoker, links, options)) : null;
        Report(loggers.CreateLogger<FunctionsHost>());
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

    private IReadOnlyList<TimerFunction> TimerFunctions(FunctionInvoker invoker, IConfiguration settings, DateTimeOffset now, List<string> problems) =>
        [.. Functions.Where(function => function.Trigger is TimerTriggerAttribute)
            .Select(function => TimerFunction.Create(function, invoker.Prepare(function), settings, now, problems)).OfType<TimerFunction>()];

    private static TimerTriggers TimersOf(IReadOnlyList<TimerFunction> timers, FunctionsHostOptions options, ILogger logger)
    {
        ScheduleStore store = new(Path.Combine(options.StoreFolder, "timers"), logger);
        return new([.. timers.Select(timer => new ScheduledTimer(timer, store, options.Time, logger))]);
    }

    private LocalTaskHubOptions HubOptions(FunctionsHostOptions options, IConfiguration settings) => new()
    {
        StorePath = Path.Combine(options.StoreFolder, "taskhub.db"),
        HubName = HostJson.HubName,
        MaxConcurrentActivities = HostJson.MaxConcurrentActivities,
        MaxConcurrentOrchestrations = HostJson.MaxConcurrentOrchestrations,
        KeepEnded = TimeSpan.FromDays((settings.GetSection(LocalHostSettings.Section).Get<LocalHostSettings>() ?? new()).KeepFinishedDays),
        Tracing = HostJson.Tracing,
    };

    private void Map(IEndpointRouteBuilder routes, FunctionInvoker invoker, ManagementLinks links, FunctionsHostOptions options)
    {
        routes.MapFunctions(Functions, invoker, HostJson.RoutePrefix);
        string[] orchestrators = [.. Functions.Where(function => function.Trigger is OrchestrationTriggerAttribute).Select(function => function.Name)];
        new ManagementRoutes(Hub, HostJson.HubName, orchestrators, links, options.Time).Map(routes);
        new AdminRoutes(Functions, Timers, options.Time).Map(routes);
        options.MapRoutes?.Invoke(routes, Hub);
    }

    private void Report(ILogger logger)
    {
        foreach (var key in HostJson.UnknownKeys)
            logger.UnknownHostJsonKey(key);
    }
}
