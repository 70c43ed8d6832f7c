using System.Globalization;
using System.Text.Json;

namespace CommerceAnalytics.Aws.Storage;

/// <summary>How a version is written down: <c>pipeline/versions/{table}/{date}/{attempt}.json</c>, one small JSON object.</summary>
internal static class VersionRecord
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Key below the summary prefix under which all records of a table lie, with a slash at its end.</summary>
    public static string Folder(string table) => $"pipeline/versions/{table}/";

    /// <summary>Key below the summary prefix. The same for the same version, so that recording it twice leaves one record.</summary>
    public static string Key(TableVersion version)
    {
        var attempt = version.Location.TrimEnd('/').Split('/')[^1];
        return $"{Folder(version.Table)}{version.ExecutionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{attempt}.json";
    }

    public static string Write(TableVersion version) => JsonSerializer.Serialize(version, Json);

    /// <summary>The version, or null where the text is not a record.</summary>
    public static TableVersion? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TableVersion>(text, Json) is { Table: not null, Location: not null, RunId: not null } version ? version : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
