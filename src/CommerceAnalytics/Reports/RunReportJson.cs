using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommerceAnalytics.Reports;

/// <summary>The run report as JSON: snake_case, one line, so that a file of reports is a table of JSON lines.</summary>
public static class RunReportJson
{
    /// <summary>The options that reports are written and read with.</summary>
    public static JsonSerializerOptions Options { get; } =
        Frozen(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Converters =
                {
                    new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
                },
                // Names in Korean stay readable; the text stands in files and responses of type application/json, never
                // in a page.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>One line of JSON, without a line break at its end.</summary>
    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Options);

    /// <summary>Reads what <see cref="Write"/> wrote. Throws <see cref="JsonException"/> for anything else.</summary>
    /// <param name="text">JSON.</param>
    public static RunReport Read(string text) =>
        JsonSerializer.Deserialize<RunReport>(text, Options)
        ?? throw new JsonException("A run report is an object, not null.");

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; null for anything else: a report that was cut off or changed by hand is
    /// none.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="runId">The run whose report it should be.</param>
    public static RunReport? ReadOrNull(string text, string runId)
    {
        try
        {
            var report = Read(text);
            return report.RunId == runId && IsWhole(report) ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(RunReport report)
    {
        if (report is not { Services: not null, Totals: not null, Warnings: not null })
            return false;
        return report.Services.All(service => service is { ServiceName: not null, Tables: not null });
    }

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
