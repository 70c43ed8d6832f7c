using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Log lines of a host: on standard error, one line an event.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Factory(Surroundings surroundings) => LoggerFactory.Create(logging => Configure(logging, surroundings));

    /// <summary>Only what keeps the task hub from writing: a run then waits, and nobody would know for what.</summary>
    public static void ConfigureStoreErrors(ILoggingBuilder logging, Surroundings surroundings)
    {
        Configure(logging, surroundings);
        logging.AddFilter(null, LogLevel.None).AddFilter("LocalDurableTask", LogLevel.Error);
    }

    public static void Configure(ILoggingBuilder logging, Surroundings surroundings) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = surroundings.ErrorIsTerminal && !surroundings.NoColor ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled;
        })
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
