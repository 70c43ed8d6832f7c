using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.OneMachine.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public class HostLoggingTests
{
    [Theory]
    [InlineData(null, null, "simple", LogLevel.Information)]
    [InlineData("simple", "Warning", "simple", LogLevel.Warning)]
    [InlineData("JSON", "debug", "json", LogLevel.Debug)]
    public void Configure_StandardSettings_ChooseFormatAndLevel(
        string? format,
        string? level,
        string expected,
        LogLevel least
    )
    {
        Dictionary<string, string?> settings = new()
        {
            [SettingsSchema.LogFormat] = format,
            [SettingsSchema.LogLevel] = level,
        };
        Surroundings surroundings = new()
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Variables = new Dictionary<string, string>(),
        };

        using var services = new ServiceCollection()
            .AddLogging(logging => HostLogging.Configure(logging, surroundings, settings))
            .BuildServiceProvider();

        var console = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
        console.FormatterName.ShouldBe(expected);
        console.LogToStandardErrorThreshold.ShouldBe(LogLevel.Trace);
        services.GetRequiredService<IOptions<LoggerFilterOptions>>().Value.MinLevel.ShouldBe(least);
    }
}
