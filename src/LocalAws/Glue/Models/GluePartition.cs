using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalAws.Glue.Models;

/// <summary>Glue's Partition and PartitionInput; other members are kept as a table's are.</summary>
internal sealed record GluePartition
{
    public IReadOnlyList<string>? Values { get; init; }

    public string? DatabaseName { get; init; }

    public string? TableName { get; init; }

    public string? CatalogId { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public GlueStorage? StorageDescriptor { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Values of a partition in key order.</summary>
internal sealed record PartitionValueList(IReadOnlyList<string>? Values);

/// <summary>Why one of a batch was refused.</summary>
internal sealed record ErrorDetail(string ErrorCode, string ErrorMessage);
