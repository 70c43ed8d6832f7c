using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace CommerceAnalytics.Functions.Tests.Telemetry;

public class TelemetrySettingsTests
{
    private readonly List<string> _problems = [];

    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://x", "otlp", "otlp", "otlp")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://x", "otlp", "", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://x;OTEL_LOGS_EXPORTER=none", "otlp", "otlp", "")]
    [InlineData("OTEL_TRACES_EXPORTER=console, OTLP", "console,OTLP", "", "")]
    [InlineData("OTEL_METRICS_EXPORTER=console", "", "console", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://x;OTEL_SDK_DISABLED=TRUE", "", "", "")]
    public void Read_StandardSettings_SayWhereEachSignalGoes(
        string settings,
        string traces,
        string metrics,
        string logs
    )
    {
        var read = TelemetrySettings.Read(Configuration(settings), _problems);

        string.Join(',', read.Traces).ShouldBe(traces);
        string.Join(',', read.Metrics).ShouldBe(metrics);
        string.Join(',', read.Logs).ShouldBe(logs);
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void Read_ExporterThatIsNone_IsRefusedByName()
    {
        TelemetrySettings.Read(Configuration("OTEL_TRACES_EXPORTER=zipkin"), _problems);

        _problems
            .ShouldHaveSingleItem()
            .ShouldBe("OTEL_TRACES_EXPORTER is 'zipkin': it must be one or more of otlp, console, none.");
    }

    [Fact]
    public void AddTelemetry_NothingAskedFor_AddsNothing()
    {
        var services = new ServiceCollection();
        services.AddTelemetry(Configuration(""), _problems);
        services.ShouldBeEmpty();
    }

    [Fact]
    public void AddTelemetry_AskedFor_MakesTheProvider()
    {
        var configuration = Configuration("OTEL_TRACES_EXPORTER=console;OTEL_METRICS_EXPORTER=console");
        var services = new ServiceCollection().AddSingleton(configuration);
        services.AddTelemetry(configuration, _problems);
        using var provider = services.BuildServiceProvider();
        provider.GetService<TracerProvider>().ShouldNotBeNull();
    }

    private static IConfiguration Configuration(string settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings
                    .Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1]))
            )
            .Build();
}
