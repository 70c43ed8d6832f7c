using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// How a version is written down: <c>pipeline/versions/{table}/{date}/{attempt}.json</c>, one small JSON object.
/// </summary>
internal static class VersionRecord
{
    /// <summary>Key below the summary prefix under which the records of all tables lie.</summary>
    public const string Root = "pipeline/versions/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Key below the summary prefix under which all records of a table lie, with a slash at its end.</summary>
    public static string Folder(string table) => $"{Root}{table}/";

    /// <summary>
    /// Key below the summary prefix. The same for the same version, so that recording it twice leaves one record.
    /// </summary>
    public static string Key(string table, string location) =>
        location.TrimEnd('/').Split('/') is [.., var date, var attempt]
            ? $"{Folder(table)}{date}/{attempt}.json"
            : throw new ArgumentException($"'{location}' is not the location of a version.", nameof(location));

    public static string Write(TableVersion version) => JsonSerializer.Serialize(version, Json);

    /// <summary>The version, or null where the text is not a record.</summary>
    public static TableVersion? Read(string text)
    {
        try
        {
            var version = JsonSerializer.Deserialize<TableVersion>(text, Json);
            return
                version
                    is {
                        Table: not null,
                        Location: not null,
                        RunId: not null,
                        Columns: not null,
                        ExcludedDays: not null
                    }
                ? version
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
