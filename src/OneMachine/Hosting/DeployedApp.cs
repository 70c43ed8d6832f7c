using CommerceAnalytics.Functions;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.OneMachine.Storage;
using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace CommerceAnalytics.OneMachine.Hosting;

/// <summary>The deployed app on a host of this machine, composed as it is in Azure.</summary>
internal static class DeployedApp
{
    private const string Name = "commerce-analytics";

    // In Azure the Functions host has the engine, and traces it; here that is this process.
    private const string EngineSpans = "DurableTask.Core";

    private static readonly Type[] Types = typeof(CommerceAnalyticsApp).Assembly.GetTypes();

    /// <summary>
    /// A host that runs the app: without HTTP and timers, its state in files, until the caller says otherwise.
    /// </summary>
    /// <param name="folder">The host's own state.</param>
    /// <param name="settings">
    /// App settings with flat keys: <c>CommerceSchedule</c>, <c>CommerceAnalytics:ServiceNames:0</c>, ...
    /// </param>
    /// <param name="appFolder">
    /// The published app, which then runs in a process of its own; null runs the app in this one.
    /// </param>
    public static AppHostOptions Options(
        string folder,
        IReadOnlyDictionary<string, string?> settings,
        string? appFolder = null
    ) =>
        new()
        {
            Name = Name,
            StoreFolder = folder,
            Store = SqliteHostStore.Open,
            Settings = settings,
            HostJsonPath = Path.Combine(appFolder ?? AppContext.BaseDirectory, "host.json"),
            AppFolder = appFolder,
            FunctionTypes = Types,
            ExplainError = AwsErrors.Answer,
            RewindAdvice =
                "Start the orchestration again with 'restart'; a run's failed tables with POST /api/runs/{id}/rerun.",
            Compose = appFolder is null ? ComposeApp : ComposeTelemetry,
        };

    private static void ComposeApp(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IManagementPayloads, LocalManagementPayloads>();
        TraceEngine(builder.Services);
        try
        {
            builder.AddCommerceAnalytics();
        }
        catch (InvalidInputException e)
        {
            throw new HostRefusedException(e.Problems, e);
        }
    }

    /// <summary>Where the app runs in a process of its own: where this host's own spans, figures and logs go.</summary>
    private static void ComposeTelemetry(IHostApplicationBuilder builder)
    {
        List<string> problems = [];
        TraceEngine(builder.Services);
        builder.Services.AddTelemetry(builder.Configuration, problems);
        if (problems.Count > 0)
            throw new HostRefusedException(problems);
    }

    private static void TraceEngine(IServiceCollection services) =>
        services.ConfigureOpenTelemetryTracerProvider(
            (provider, tracing) =>
            {
                if (provider.GetRequiredService<HostJson>().Tracing)
                    tracing.AddSource(EngineSpans);
            }
        );
}
