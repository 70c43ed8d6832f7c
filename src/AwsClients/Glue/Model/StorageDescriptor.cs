namespace Amazon.Glue.Model;

public class StorageDescriptor
{
    public List<string> AdditionalLocations { get; set; } =
        AWSConfigs.InitializeCollections ? new List<string>() : null;

    public List<string> BucketColumns { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public List<Column> Columns { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public bool? Compressed { get; set; }

    public string InputFormat { get; set; }

    public string Location { get; set; }

    public int? NumberOfBuckets { get; set; }

    public string OutputFormat { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public SerDeInfo SerdeInfo { get; set; }

    public SkewedInfo SkewedInfo { get; set; }

    public List<Order> SortColumns { get; set; } = AWSConfigs.InitializeCollections ? new List<Order>() : null;

    public bool? StoredAsSubDirectories { get; set; }
}

public class SerDeInfo
{
    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public string SerializationLibrary { get; set; }
}

public class SkewedInfo
{
    public List<string> SkewedColumnNames { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public Dictionary<string, string> SkewedColumnValueLocationMaps { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public List<string> SkewedColumnValues { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class Order
{
    public string Column { get; set; }

    public int? SortOrder { get; set; }
}
