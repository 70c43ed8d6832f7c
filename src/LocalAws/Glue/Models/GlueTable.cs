using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalAws.Glue.Models;

/// <summary>
/// Glue's Table and TableInput. What the catalog has no member for is kept in <see cref="Others"/> and given back as it
/// came.
/// </summary>
internal sealed record GlueTable
{
    public string? Name { get; init; }

    public string? DatabaseName { get; init; }

    public string? CatalogId { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? UpdateTime { get; init; }

    public string? TableType { get; init; }

    public GlueStorage? StorageDescriptor { get; init; }

    public IReadOnlyList<GlueColumn>? PartitionKeys { get; init; }

    public string? ViewOriginalText { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public bool? IsRegisteredWithLakeFormation { get; init; }

    public string? VersionId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Glue's StorageDescriptor.</summary>
internal sealed record GlueStorage
{
    public IReadOnlyList<GlueColumn>? Columns { get; init; }

    public string? Location { get; init; }

    public string? InputFormat { get; init; }

    public string? OutputFormat { get; init; }

    public GlueSerde? SerdeInfo { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Glue's SerDeInfo.</summary>
internal sealed record GlueSerde
{
    public string? SerializationLibrary { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Glue's Column.</summary>
internal sealed record GlueColumn(string? Name, string? Type = null, string? Comment = null);
