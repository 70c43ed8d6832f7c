using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommerceAnalytics.Aws.S3;

/// <summary>How archived versions are written down.</summary>
internal static class ArchiveJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static string Write(ArchivedVersions versions) => JsonSerializer.Serialize(versions, Json);

    /// <summary>Null where the text is something else.</summary>
    public static ArchivedVersions? Read(string text)
    {
        try
        {
            return
                JsonSerializer.Deserialize<ArchivedVersions>(text, Json) is { Versions: { } versions } read
                && versions.All(IsWhole)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(ArchivedVersion? one) =>
        one
            is {
                ServiceName: not null,
                QueryType: not null,
                Version: { Table: not null, Location: not null, RunId: not null },
            };
}
