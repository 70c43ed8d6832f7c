namespace Amazon.Glue.Model;

public class Table
{
    public string CatalogId { get; set; }

    public DateTime? CreateTime { get; set; }

    public string CreatedBy { get; set; }

    public string DatabaseName { get; set; }

    public string Description { get; set; }

    public bool? IsMultiDialectView { get; set; }

    public bool? IsRegisteredWithLakeFormation { get; set; }

    public DateTime? LastAccessTime { get; set; }

    public DateTime? LastAnalyzedTime { get; set; }

    public string Name { get; set; }

    public string Owner { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public List<Column> PartitionKeys { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public int? Retention { get; set; }

    public StorageDescriptor StorageDescriptor { get; set; }

    public string TableType { get; set; }

    public DateTime? UpdateTime { get; set; }

    public string VersionId { get; set; }

    public string ViewExpandedText { get; set; }

    public string ViewOriginalText { get; set; }
}

public class TableInput
{
    public string Description { get; set; }

    public DateTime? LastAccessTime { get; set; }

    public DateTime? LastAnalyzedTime { get; set; }

    public string Name { get; set; }

    public string Owner { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public List<Column> PartitionKeys { get; set; } = AWSConfigs.InitializeCollections ? new List<Column>() : null;

    public int? Retention { get; set; }

    public StorageDescriptor StorageDescriptor { get; set; }

    public string TableType { get; set; }

    public string ViewExpandedText { get; set; }

    public string ViewOriginalText { get; set; }
}

public class Column
{
    public string Comment { get; set; }

    public string Name { get; set; }

    public Dictionary<string, string> Parameters { get; set; } =
        AWSConfigs.InitializeCollections ? new Dictionary<string, string>() : null;

    public string Type { get; set; }
}

public class TableError
{
    public ErrorDetail ErrorDetail { get; set; }

    public string TableName { get; set; }
}

public class ErrorDetail
{
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }
}
