namespace Amazon.Glue.Model;

public class Partition
{
    public string CatalogId { get; set; }

    public DateTime? CreationTime { get; set; }

    public string DatabaseName { get; set; }

    public DateTime? LastAccessTime { get; set; }

    public DateTime? LastAnalyzedTime { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public StorageDescriptor StorageDescriptor { get; set; }

    public string TableName { get; set; }

    public List<string> Values { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class PartitionInput
{
    public DateTime? LastAccessTime { get; set; }

    public DateTime? LastAnalyzedTime { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public StorageDescriptor StorageDescriptor { get; set; }

    public List<string> Values { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class PartitionError
{
    public ErrorDetail ErrorDetail { get; set; }

    public List<string> PartitionValues { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class PartitionValueList
{
    public List<string> Values { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class BatchUpdatePartitionRequestEntry
{
    public PartitionInput PartitionInput { get; set; }

    public List<string> PartitionValueList { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class BatchUpdatePartitionFailureEntry
{
    public ErrorDetail ErrorDetail { get; set; }

    public List<string> PartitionValueList { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}
