namespace Amazon.Athena.Model;

public class ResultSet
{
    public ResultSetMetadata ResultSetMetadata { get; set; }

    public List<Row> Rows { get; set; } = AWSConfigs.InitializeCollections ? new List<Row>() : null;
}

public class ResultSetMetadata
{
    public List<ColumnInfo> ColumnInfo { get; set; } = AWSConfigs.InitializeCollections ? new List<ColumnInfo>() : null;
}

public class ColumnInfo
{
    public bool? CaseSensitive { get; set; }

    public string CatalogName { get; set; }

    public string Label { get; set; }

    public string Name { get; set; }

    public ColumnNullable Nullable { get; set; }

    public int? Precision { get; set; }

    public int? Scale { get; set; }

    public string SchemaName { get; set; }

    public string TableName { get; set; }

    public string Type { get; set; }
}

public class Row
{
    public List<Datum> Data { get; set; } = AWSConfigs.InitializeCollections ? new List<Datum>() : null;
}

public class Datum
{
    public string VarCharValue { get; set; }
}
