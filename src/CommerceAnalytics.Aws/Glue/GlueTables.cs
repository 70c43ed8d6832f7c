using Amazon.Glue.Model;
using GlueColumn = Amazon.Glue.Model.Column;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>Tables between Glue's form and ours.</summary>
internal static class GlueTables
{
    public static CatalogTable Read(string database, Table table) =>
        new(
            database,
            table.Name,
            string.IsNullOrEmpty(table.StorageDescriptor?.Location) ? null : table.StorageDescriptor.Location,
            Read(table.StorageDescriptor?.Columns),
            Read(table.PartitionKeys),
            table.Parameters ?? []
        )
        {
            VersionId = table.VersionId,
            CreatedAt = table.CreateTime is { } created ? new DateTimeOffset(created.ToUniversalTime()) : null,
        };

    public static TableInput Parquet(Publication publication) =>
        External(publication, "parquet", [], ParquetStorage(publication.Columns, publication.Location));

    public static TableInput Partitioned(Publication publication, IReadOnlyList<Summaries.Column> partitionKeys) =>
        External(publication, "parquet", partitionKeys, ParquetStorage(publication.Columns, publication.Location));

    /// <summary>Whether a table lies where it should and has other columns than it should.</summary>
    public static bool IsOlder(Table there, TableInput wanted) =>
        there.StorageDescriptor is { Columns: { } columns, Location: { } location }
        && location.TrimEnd('/') == wanted.StorageDescriptor.Location.TrimEnd('/')
        && !columns.Select(Signature).SequenceEqual(wanted.StorageDescriptor.Columns.Select(Signature));

    private static (string Name, string Type) Signature(GlueColumn column) =>
        (column.Name.ToLowerInvariant(), column.Type.Replace(" ", "", StringComparison.Ordinal));

    public static TableInput JsonLines(Publication publication) =>
        External(
            publication,
            "json",
            [],
            Storage(
                publication.Columns,
                publication.Location,
                inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
                outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                new SerDeInfo
                {
                    SerializationLibrary = "org.openx.data.jsonserde.JsonSerDe",
                    // A report of a later version may have grown; a reader of the table must not fail on one odd line.
                    Parameters = new() { ["ignore.malformed.json"] = "true", ["serialization.format"] = "1" },
                }
            )
        );

    public static StorageDescriptor ParquetStorage(IReadOnlyList<Summaries.Column> columns, string location) =>
        Storage(
            columns,
            location,
            inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            new SerDeInfo
            {
                SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                Parameters = new() { ["serialization.format"] = "1" },
            }
        );

    private static TableInput External(
        Publication publication,
        string classification,
        IReadOnlyList<Summaries.Column> keys,
        StorageDescriptor storage
    ) =>
        new()
        {
            Name = publication.Table,
            TableType = "EXTERNAL_TABLE",
            Parameters = new(publication.Parameters) { ["EXTERNAL"] = "TRUE", ["classification"] = classification },
            // Athena cannot read a table whose partition keys are not there at all.
            PartitionKeys = Write(keys),
            StorageDescriptor = storage,
        };

    private static StorageDescriptor Storage(
        IReadOnlyList<Summaries.Column> columns,
        string location,
        string inputFormat,
        string outputFormat,
        SerDeInfo serde
    ) =>
        new()
        {
            Columns = Write(columns),
            Location = location,
            InputFormat = inputFormat,
            OutputFormat = outputFormat,
            SerdeInfo = serde,
            Compressed = false,
            NumberOfBuckets = -1,
            StoredAsSubDirectories = false,
        };

    private static List<GlueColumn> Write(IReadOnlyList<Summaries.Column> columns) =>
        [
            .. columns.Select(column => new GlueColumn
            {
                Name = column.Name,
                Type = column.Type,
                Comment = column.Comment,
            }),
        ];

    private static List<Summaries.Column> Read(List<GlueColumn>? columns) =>
        (columns ?? []).ConvertAll(column => new Summaries.Column(column.Name.ToLowerInvariant(), column.Type)
        {
            Comment = column.Comment,
        });
}
