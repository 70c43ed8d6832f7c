using Microsoft.Extensions.Configuration;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>Where telemetry goes, by the standard settings of OpenTelemetry; without any of them, nowhere.</summary>
/// <param name="Traces">Exporters of spans.</param>
/// <param name="Metrics">Exporters of metrics.</param>
/// <param name="Logs">Exporters of log records; the console logs are not among them.</param>
internal sealed record TelemetrySettings(
    IReadOnlySet<string> Traces,
    IReadOnlySet<string> Metrics,
    IReadOnlySet<string> Logs
)
{
    /// <summary>To an address, in OpenTelemetry's own protocol.</summary>
    public const string Otlp = "otlp";

    /// <summary>To standard error, for looking by hand.</summary>
    public const string Console = "console";

    private const string None = "none";

    private static readonly string[] Known = [Otlp, Console, None];

    public bool IsOff => Traces.Count + Metrics.Count + Logs.Count == 0;

    /// <summary>Reads the settings; what is wrong with them is added to the problems.</summary>
    public static TelemetrySettings Read(IConfiguration settings, List<string> problems)
    {
        if (string.Equals(settings["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
            return new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        return new(
            Exporters(settings, "TRACES", problems),
            Exporters(settings, "METRICS", problems),
            Exporters(settings, "LOGS", problems)
        );
    }

    /// <summary>
    /// OpenTelemetry's default is otlp to this machine, whether anybody listens there or not. Here an exporter must be
    /// asked for, be it by its address alone: a machine without a collector is not to try for ever.
    /// </summary>
    private static HashSet<string> Exporters(IConfiguration settings, string signal, List<string> problems)
    {
        var name = $"OTEL_{signal}_EXPORTER";
        var names =
            settings[name]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        problems.AddRange(
            names
                .Except(Known, StringComparer.OrdinalIgnoreCase)
                .Select(unknown => $"{name} is '{unknown}': it must be one or more of {string.Join(", ", Known)}.")
        );
        if (names.Length == 0 && HasAddress(settings, signal))
            return [Otlp];
        return new(
            names.Where(exporter => !exporter.Equals(None, StringComparison.OrdinalIgnoreCase)),
            StringComparer.OrdinalIgnoreCase
        );
    }

    private static bool HasAddress(IConfiguration settings, string signal)
    {
        string?[] addresses =
        [
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"],
            settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"],
        ];
        return addresses.Any(address => !string.IsNullOrWhiteSpace(address));
    }
}
