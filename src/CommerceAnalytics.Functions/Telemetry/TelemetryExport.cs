using CommerceAnalytics.Aws.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>
/// Sends telemetry where the settings say: the same instrumentation under the Functions worker and on one machine.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>
    /// Ours, those of the durable client, and those of the worker, which tie an activity to the orchestration that
    /// called it. The engine's own are the host's to send.
    /// </summary>
    public static readonly string[] Sources =
    [
        AwsTelemetry.Name,
        "Microsoft.DurableTask",
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.AspNetCore",
    ];

    private const string DefaultService = "commerce-analytics";

    /// <summary>
    /// Adds the exporters that are asked for. Where none is, nothing at all is added: spans are then not even made.
    /// </summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration settings, List<string> problems)
    {
        var wanted = TelemetrySettings.Read(settings, problems);
        if (wanted.IsOff)
            return;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Name(resource, settings));
        if (wanted.Traces.Count > 0)
            telemetry.WithTracing(tracing => Traces(tracing, wanted.Traces));
        if (wanted.Metrics.Count > 0)
            telemetry.WithMetrics(metrics => Metrics(metrics, wanted.Metrics));
        if (wanted.Logs.Contains(TelemetrySettings.Otlp))
            telemetry.WithLogging(
                logs => logs.AddOtlpExporter(),
                options => (options.IncludeFormattedMessage, options.ParseStateValues) = (true, true)
            );
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read by OpenTelemetry itself; what is added here would win
    // over them.
    private static void Name(ResourceBuilder resource, IConfiguration settings)
    {
        var isNamed =
            !string.IsNullOrWhiteSpace(settings["OTEL_SERVICE_NAME"])
            || settings["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) == true;
        if (!isNamed)
            resource.AddService(settings["WEBSITE_SITE_NAME"] ?? DefaultService, autoGenerateServiceInstanceId: false);
    }

    private static void Traces(TracerProviderBuilder tracing, IReadOnlySet<string> exporters)
    {
        tracing.AddSource(Sources);
        if (exporters.Contains(TelemetrySettings.Otlp))
            tracing.AddOtlpExporter();
        if (exporters.Contains(TelemetrySettings.Console))
            tracing.AddProcessor(new SimpleActivityExportProcessor(new SpanLines(Console.Error)));
    }

    private static void Metrics(MeterProviderBuilder metrics, IReadOnlySet<string> exporters)
    {
        metrics.AddMeter(RunMetrics.MeterName, AwsTelemetry.Name);
        if (exporters.Contains(TelemetrySettings.Otlp))
            metrics.AddOtlpExporter();
        if (exporters.Contains(TelemetrySettings.Console))
            metrics.AddReader(new PeriodicExportingMetricReader(new MetricLines(Console.Error)));
    }
}
