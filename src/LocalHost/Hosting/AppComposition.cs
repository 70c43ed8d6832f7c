using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.LocalHost.Hosting.Configuration;
using CommerceAnalytics.LocalHost.Http.Management;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>Builds the app's services with the composition root that the deployed app has.</summary>
internal static class AppComposition
{
    /// <summary>Where the deployed app's functions are.</summary>
    public static IReadOnlyList<Type> DeployedTypes { get; } = typeof(CommerceAnalyticsApp).Assembly.GetTypes();

    // In Azure the Functions host has the engine, and traces it; here that is this process.
    private const string EngineSpans = "DurableTask.Core";

    /// <exception cref="InvalidInputException">Settings are wrong: all problems that the app's validation finds.</exception>
    public static IHost Build(AppHostOptions options, Func<ManagementLinks> links, HostJson hostJson)
    {
        var builder = Builder(options, hostJson);
        builder
            .Services.AddSingleton(options.Time)
            .AddSingleton<IManagementPayloads>(_ => new LocalManagementPayloads(links()));
        options.ConfigureServices?.Invoke(builder.Services);
        (options.Compose ?? CommerceAnalyticsApp.AddCommerceAnalytics)(builder);
        var app = builder.Build();
        Validate(app.Services);
        return app;
    }

    /// <summary>What a host needs whose app runs in a process of its own: where it logs to, and where its own spans go.</summary>
    /// <exception cref="InvalidInputException">Settings of telemetry are wrong.</exception>
    public static IHost BuildWithoutApp(AppHostOptions options, HostJson hostJson)
    {
        var builder = Builder(options, hostJson);
        List<string> problems = [];
        builder.Services.AddTelemetry(builder.Configuration, problems);
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        return builder.Build();
    }

    private static HostApplicationBuilder Builder(AppHostOptions options, HostJson hostJson)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "CommerceAnalytics" });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.Services.AddLogging(logging => Configure(logging, options, hostJson));
        if (hostJson.Tracing)
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(EngineSpans));
        return builder;
    }

    private static void Configure(ILoggingBuilder logging, AppHostOptions options, HostJson hostJson)
    {
        foreach (var (category, level) in hostJson.LogLevels)
            logging.AddFilter(category, level);
        options.Logging?.Invoke(logging);
    }

    /// <summary>Options that are validated at start-up are validated here already: before anything runs.</summary>
    private static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new InvalidInputException([.. e.Failures]);
        }
    }
}
