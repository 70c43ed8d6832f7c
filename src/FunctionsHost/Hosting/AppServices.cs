using FunctionsHost.Configuration;
using FunctionsHost.Http.Management;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsHost.Hosting;

/// <summary>
/// Builds the services that the host's process has: the app's, where it runs here, and those of logging and telemetry.
/// </summary>
internal static class AppServices
{
    /// <exception cref="HostRefusedException">
    /// Settings are wrong: all problems that the app's validation finds.
    /// </exception>
    public static IHost Build(AppHostOptions options, Func<ManagementLinks> links, HostJson hostJson)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = options.Name });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.Services.AddLogging(logging => Configure(logging, options, hostJson));
        builder.Services.AddSingleton(options.Time).AddSingleton(hostJson).AddSingleton(_ => links());
        options.ConfigureServices?.Invoke(builder.Services);
        options.Compose?.Invoke(builder);
        var app = builder.Build();
        Validate(app.Services);
        return app;
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
            throw new HostRefusedException([.. e.Failures], e);
        }
    }
}
