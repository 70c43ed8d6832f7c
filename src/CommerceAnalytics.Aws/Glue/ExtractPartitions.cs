using System.Text.Json;
using Amazon.Glue.Model;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>
/// Days of the extract between Glue's form and ours. What is known of a day stands in its partition's parameters.
/// </summary>
internal static class ExtractPartitions
{
    private const string ExecutionDateKey = "commerce.execution_date";
    private const string FingerprintKey = "commerce.fingerprint";
    private const string HasEventsKey = "commerce.has_events";
    private const string QueryMsKey = "commerce.query_ms";
    private const string SkippedKey = "commerce.skipped_lines";

    /// <summary>Null for a partition that the pipeline did not record as complete.</summary>
    public static ExtractedDay? Read(Partition partition) =>
        partition.Values is [var day, var service]
        && DayText.Parse(day) is { } date
        && DayText.Parse(Parameter(partition, ExecutionDateKey)) is { } executionDate
        && Parameter(partition, FingerprintKey) is { } fingerprint
            ? new(
                date,
                service,
                executionDate,
                fingerprint,
                Parameter(partition, HasEventsKey) == "true",
                Location(partition)
            )
            {
                QueryMs = long.TryParse(Parameter(partition, QueryMsKey), out var ms) ? ms : null,
                Skipped = Skipped(Parameter(partition, SkippedKey)),
            }
            : null;

    /// <summary>What was changed by hand counts as unknown: the day itself is whole all the same.</summary>
    private static SkippedDay? Skipped(string? text)
    {
        try
        {
            return text is null ? null
                : JsonSerializer.Deserialize<SkippedDay>(text, RunReportJson.Options)
                    is { Lines: > 0, Files.Count: > 0 } day
                    ? day
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static WrittenPartition Written(Partition partition) =>
        new(partition.Values[0], partition.Values[1], Location(partition));

    public static PartitionInput Input(ExtractedDay day, IReadOnlyList<Summaries.Column> columns) =>
        new()
        {
            Values = Values(day),
            StorageDescriptor = GlueTables.ParquetStorage(columns, day.Location),
            Parameters = Parameters(day),
        };

    private static Dictionary<string, string> Parameters(ExtractedDay day)
    {
        var parameters = new Dictionary<string, string>
        {
            [ExecutionDateKey] = DayText.Of(day.ExecutionDate),
            [FingerprintKey] = day.Fingerprint,
            [HasEventsKey] = day.HasEvents ? "true" : "false",
            [QueryMsKey] = (day.QueryMs ?? 0).ToString(),
        };
        if (day.Skipped is { } skipped)
            parameters[SkippedKey] = JsonSerializer.Serialize(skipped, RunReportJson.Options);
        return parameters;
    }

    public static List<string> Values(ExtractedDay day) => [DayText.Of(day.Day), day.ServiceName];

    private static string? Parameter(Partition partition, string key) => partition.Parameters?.GetValueOrDefault(key);

    private static string Location(Partition partition) => $"{partition.StorageDescriptor?.Location?.TrimEnd('/')}/";
}
