namespace LocalAws.Glue.Models;

/// <summary>Glue's Partition and PartitionInput.</summary>
internal sealed record GluePartition
{
    public IReadOnlyList<string>? Values { get; init; }

    public string? DatabaseName { get; init; }

    public string? TableName { get; init; }

    public string? CatalogId { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public GlueStorage? StorageDescriptor { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

/// <summary>Values of a partition in key order.</summary>
internal sealed record PartitionValueList(IReadOnlyList<string>? Values);

/// <summary>Why one of a batch was refused.</summary>
internal sealed record ErrorDetail(string ErrorCode, string ErrorMessage);
