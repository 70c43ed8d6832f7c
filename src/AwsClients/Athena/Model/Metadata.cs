namespace Amazon.Athena.Model;

public class DataCatalog
{
    public string Description { get; set; }

    public string Error { get; set; }

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public DataCatalogType Type { get; set; }
}

public class DataCatalogSummary
{
    public string CatalogName { get; set; }

    public string Error { get; set; }

    public DataCatalogType Type { get; set; }
}

public class Database
{
    public string Description { get; set; }

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;
}

public class TableMetadata
{
    public List<Column> Columns { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public DateTime? CreateTime { get; set; }

    public DateTime? LastAccessTime { get; set; }

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public List<Column> PartitionKeys { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public string TableType { get; set; }
}

public class Column
{
    public string Comment { get; set; }

    public string Name { get; set; }

    public string Type { get; set; }
}
