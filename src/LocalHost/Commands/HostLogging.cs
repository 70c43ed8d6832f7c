using CommerceAnalytics.OneMachine.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Log lines of a host, on standard error: one line an event for people, or one JSON object where the settings say so.
/// </summary>
internal static class HostLogging
{
    private const string Timestamps = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    /// <summary>Only what keeps the task hub from writing: a run then waits, and nobody would know for what.</summary>
    public static void ConfigureStoreErrors(
        ILoggingBuilder logging,
        Surroundings surroundings,
        IReadOnlyDictionary<string, string?> settings
    )
    {
        Configure(logging, surroundings, settings);
        // On the console alone: what is exported is what a host would export.
        logging
            .AddFilter<ConsoleLoggerProvider>(null, LogLevel.None)
            .AddFilter<ConsoleLoggerProvider>("DurableTask.Sqlite", LogLevel.Error);
    }

    public static ILoggerFactory Factory(Surroundings surroundings, IReadOnlyDictionary<string, string?> settings) =>
        LoggerFactory.Create(logging => Configure(logging, surroundings, settings));

    public static void Configure(
        ILoggingBuilder logging,
        Surroundings surroundings,
        IReadOnlyDictionary<string, string?> settings
    )
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        if (settings.GetValueOrDefault(SettingsSchema.LogLevel) is { } level)
            logging.SetMinimumLevel(Enum.Parse<LogLevel>(level, ignoreCase: true));
        if (
            string.Equals(
                settings.GetValueOrDefault(SettingsSchema.LogFormat),
                ConsoleFormatterNames.Json,
                StringComparison.OrdinalIgnoreCase
            )
        )
            AddJson(logging);
        else
            AddLines(logging, surroundings);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    private static void AddJson(ILoggingBuilder logging) =>
        logging.AddJsonConsole(console =>
        {
            console.TimestampFormat = Timestamps.TrimEnd();
            console.UseUtcTimestamp = true;
            console.IncludeScopes = true;
        });

    private static void AddLines(ILoggingBuilder logging, Surroundings surroundings) =>
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = Timestamps;
            console.UseUtcTimestamp = true;
            console.ColorBehavior =
                surroundings.ErrorIsTerminal && !surroundings.NoColor
                    ? LoggerColorBehavior.Enabled
                    : LoggerColorBehavior.Disabled;
        });
}
