using System.Text.Json;
using LocalAws.Catalog;
using LocalAws.Glue.Models;
using LocalAws.Signing;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>Between Glue's shapes and the catalog's.</summary>
internal static class GlueMapping
{
    private static readonly Dictionary<string, string> None = [];

    public static CatalogTable ToCatalog(string database, GlueTable input) =>
        new()
        {
            Database = database,
            Name = GlueErrors.Name(input.Name, "tableInput.name"),
            TableType = input.TableType ?? "EXTERNAL_TABLE",
            Columns = Columns(input.StorageDescriptor?.Columns),
            PartitionKeys = Columns(input.PartitionKeys),
            Storage = ToCatalog(input.StorageDescriptor),
            Parameters = input.Parameters ?? None,
            ViewOriginalText = input.ViewOriginalText,
            OtherMembers = Text(
                new GlueTable { Others = input.Others, StorageDescriptor = OthersOf(input.StorageDescriptor) }
            ),
        };

    public static GlueTable ToGlue(CatalogTable table)
    {
        var others = Read<GlueTable>(table.OtherMembers);
        return others with
        {
            Name = table.Name,
            DatabaseName = table.Database,
            CatalogId = Caller.Account,
            CreateTime = table.CreateTime,
            UpdateTime = table.UpdateTime,
            TableType = table.TableType,
            StorageDescriptor = ToGlue(table.Storage, table.Columns, others.StorageDescriptor ?? new()),
            PartitionKeys = Columns(table.PartitionKeys),
            Parameters = table.Parameters,
            ViewOriginalText = table.ViewOriginalText,
            IsRegisteredWithLakeFormation = false,
            VersionId = table.Version.ToString(),
        };
    }

    public static CatalogPartition ToCatalog(GluePartition input, DateTimeOffset now) =>
        new(
            GlueErrors.Required(input.Values, "values"),
            ToCatalog(input.StorageDescriptor),
            Columns(input.StorageDescriptor?.Columns),
            input.Parameters ?? None,
            now
        )
        {
            OtherMembers = Text(
                new GluePartition { Others = input.Others, StorageDescriptor = OthersOf(input.StorageDescriptor) }
            ),
        };

    public static GluePartition ToGlue(string database, string table, CatalogPartition partition)
    {
        var others = Read<GluePartition>(partition.OtherMembers);
        return others with
        {
            Values = partition.Values,
            DatabaseName = database,
            TableName = table,
            CatalogId = Caller.Account,
            CreationTime = partition.CreateTime,
            StorageDescriptor = ToGlue(partition.Storage, partition.Columns, others.StorageDescriptor ?? new()),
            Parameters = partition.Parameters,
        };
    }

    private static CatalogStorage ToCatalog(GlueStorage? storage) =>
        new(
            storage?.Location,
            storage?.InputFormat,
            storage?.OutputFormat,
            storage?.SerdeInfo?.SerializationLibrary,
            storage?.SerdeInfo?.Parameters ?? None
        );

    private static GlueStorage ToGlue(CatalogStorage storage, IReadOnlyList<CatalogColumn> columns, GlueStorage others)
    {
        return others with
        {
            Columns = Columns(columns),
            Location = storage.Location,
            InputFormat = storage.InputFormat,
            OutputFormat = storage.OutputFormat,
            SerdeInfo = (others.SerdeInfo ?? new()) with
            {
                SerializationLibrary = storage.SerializationLibrary,
                Parameters = storage.SerdeParameters,
            },
        };
    }

    // The input without the members that the catalog has: what stays is what nobody here understands.
    private static GlueStorage OthersOf(GlueStorage? storage) =>
        new()
        {
            Others = storage?.Others,
            SerdeInfo = new() { Others = storage?.SerdeInfo?.Others },
        };

    private static string Text<T>(T others) => JsonSerializer.Serialize(others, AwsJson.Options);

    private static T Read<T>(string? others) => JsonSerializer.Deserialize<T>(others ?? "{}", AwsJson.Options)!;

    private static CatalogColumn[] Columns(IReadOnlyList<GlueColumn>? columns) =>
        [
            .. (columns ?? []).Select(c => new CatalogColumn(
                GlueErrors.Name(c.Name, "column.name"),
                c.Type ?? "string",
                c.Comment
            )),
        ];

    private static GlueColumn[] Columns(IReadOnlyList<CatalogColumn> columns) =>
        [.. columns.Select(c => new GlueColumn(c.Name, c.Type, c.Comment))];
}
