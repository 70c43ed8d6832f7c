using System.Text.Json.Serialization.Metadata;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Reports;

/// <summary>
/// The table <c>pipeline_runs</c>, which shows the run reports under <c>pipeline/runs/</c> in Athena.
/// </summary>
public static class RunReportTable
{
    /// <summary>Table name.</summary>
    public const string Name = "pipeline_runs";

    /// <summary>Where reports lie, below the summary prefix.</summary>
    public const string KeyPrefix = "pipeline/runs/";

    // Hive's JSON readers do not take ISO 8601 for a timestamp: a time is text, as a date and an enum are.
    private static readonly Dictionary<Type, string> HiveTypes = new()
    {
        [typeof(int)] = "int",
        [typeof(long)] = "bigint",
        [typeof(decimal)] = "double",
        [typeof(string)] = "string",
        [typeof(DateOnly)] = "string",
        [typeof(DateTimeOffset)] = "string",
    };

    /// <summary>Hive columns: all that the JSON of a report has, under the same names.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [.. Properties(typeof(RunReport)).Select(property => new Column(property.Name, HiveType(property.PropertyType)))];

    // What is never written has no getter here.
    private static IEnumerable<JsonPropertyInfo> Properties(Type type)
    {
        var properties = RunReportJson.Options.GetTypeInfo(type).Properties;
        return properties.Where(property => property.Get is not null);
    }

    private static string HiveType(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsEnum)
            return "string";
        if (HiveTypes.TryGetValue(type, out var scalar))
            return scalar;
        if (RunReportJson.Options.GetTypeInfo(type).ElementType is { } element)
            return $"array<{HiveType(element)}>";
        return $"struct<{string.Join(',', Properties(type).Select(Field))}>";
    }

    private static string Field(JsonPropertyInfo property) => $"{property.Name}:{HiveType(property.PropertyType)}";
}
