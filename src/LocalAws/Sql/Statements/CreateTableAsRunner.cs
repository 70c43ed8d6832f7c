using System.Text.Json;
using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>CREATE TABLE AS SELECT: files first, whole or not at all, then the table.</summary>
internal sealed class CreateTableAsRunner(
    EngineParts parts,
    GuardedCatalog catalog,
    CreateTableAs create,
    StatementRequest request
)
{
    /// <summary>Where to write; null where the table is there and IF NOT EXISTS was said.</summary>
    public WriteTarget? Prepare()
    {
        var target = new CreateTableAsProperties(create).Target(request, parts.Paths.ToPath);
        if (request.IsRerun)
            Undo(target);
        if (catalog.FindDatabase(target.Database) is null)
            throw SqlErrors.Schema(create.At, target.Database);
        if (catalog.FindTable(target.Database, target.Table) is not null)
            return create.IfNotExists
                ? null
                : throw SqlErrors.At(
                    "TABLE_ALREADY_EXISTS",
                    create.At,
                    $"Destination table 'awsdatacatalog.{target.Database}.{target.Table}' already exists"
                );
        request.Demand(new CatalogAccess("glue:CreateTable", target.Database, target.Table));
        request.Demand(new StorageAccess("s3:ListBucket", target.Location));
        request.Demand(new StorageAccess("s3:PutObject", target.Location));
        if (
            Directory.Exists(target.Folder)
            && Directory.EnumerateFiles(target.Folder, "*", SearchOption.AllDirectories).Any()
        )
            throw SqlErrors.Plain(
                "HIVE_PATH_ALREADY_EXISTS",
                $"Target directory for table '{target.Database}.{target.Table}' already exists: {target.Location}. "
                    + $"You may need to manually clean the data at location '{target.Location}' before retrying. Athena will not delete data in your account."
            );
        return target;
    }

    public (IReadOnlyList<string> Written, long Rows) Run(
        DuckDBConnection connection,
        WriteTarget target,
        TranslatedQuery query,
        CancellationToken cancellation
    )
    {
        var columns = QueryColumns.OfTable(create.At, query);
        var (data, keys) = Split(columns, target);
        var list = string.Join(", ", columns.Select((c, i) => $"c{i + 1} AS {DuckTypes.Name(c.Name)}"));
        var written = create.WithData
            ? new DataWriter(parts, request, cancellation).Write(
                connection,
                target,
                $"SELECT {list} FROM ({query.Sql})",
                values => FolderOf(target, values)
            )
            : new WrittenData(0, []);
        Register(target, data, keys, written);
        return ([.. written.Files.Select(f => parts.Paths.ToAddress(f.Path))], written.Rows);
    }

    private static string FolderOf(WriteTarget target, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return target.Folder;
        return Path.Combine(target.Folder, HivePartitions.Folder(target.PartitionedBy, values));
    }

    /// <summary>
    /// Takes back what a killed process had done for this very query, and nothing else: names of files carry the
    /// query's id.
    /// </summary>
    private void Undo(WriteTarget target)
    {
        OwnFiles.Delete(target.Folder, request.QueryExecutionId);
        var table = catalog.FindTable(target.Database, target.Table);
        if (table?.Storage.Location == target.Location && table.CreateTime >= request.StartedAt)
            catalog.TakeBack(target.Database, target.Table);
    }

    private (List<CatalogColumn> Data, List<CatalogColumn> Keys) Split(List<CatalogColumn> columns, WriteTarget target)
    {
        var keys = target.PartitionedBy;
        var count = columns.Count - keys.Count;
        if (count < 1 || !columns.Skip(count).Select(c => c.Name).SequenceEqual(keys))
            throw SqlErrors.At(
                "INVALID_TABLE_PROPERTY",
                create.At,
                $"Partition keys must be the last columns in the table and in the same order as the table properties: [{string.Join(", ", keys)}]"
            );
        if (columns.Skip(count).FirstOrDefault(c => c.Type.Contains('<')) is { } nested)
            throw SqlErrors.At(
                "NOT_SUPPORTED",
                create.At,
                $"Unsupported type [{HiveTypes.Parse(nested.Type)}] for partition: {nested.Name}"
            );
        if (target.Format == "TEXTFILE" && columns.Take(count).FirstOrDefault(c => c.Type.Contains('<')) is { } item)
            throw SqlErrors.At(
                "NOT_SUPPORTED",
                create.At,
                $"Column {item.Name} of type {item.Type} cannot be written as delimited text here"
            );
        if (target.BucketedBy.FirstOrDefault(b => columns.Take(count).All(c => c.Name != b)) is { } unknown)
            throw SqlErrors.At(
                "INVALID_TABLE_PROPERTY",
                create.At,
                $"Bucketing columns [{unknown}] not present in schema"
            );
        return (columns[..count], columns[count..]);
    }

    private void Register(WriteTarget target, List<CatalogColumn> data, List<CatalogColumn> keys, WrittenData written)
    {
        var storage = StorageFormats.Of(target.Format, target.Location, target.Delimiter);
        catalog.CreateTable(
            new CatalogTable
            {
                Database = target.Database,
                Name = target.Table,
                Columns = data,
                PartitionKeys = keys,
                Storage = storage,
                Parameters = new Dictionary<string, string> { ["EXTERNAL"] = "TRUE", ["has_encrypted_data"] = "false" },
                OtherMembers =
                    target.BucketedBy.Count == 0
                        ? null
                        : JsonSerializer.Serialize(
                            new
                            {
                                StorageDescriptor = new
                                {
                                    BucketColumns = target.BucketedBy,
                                    NumberOfBuckets = target.Buckets,
                                },
                            }
                        ),
                CreateTime = request.StartedAt,
                UpdateTime = request.StartedAt,
            }
        );
        parts.Reached("table.created");
        if (keys.Count > 0)
            AddPartitions(target, storage, data, written);
    }

    private void AddPartitions(
        WriteTarget target,
        CatalogStorage storage,
        List<CatalogColumn> data,
        WrittenData written
    )
    {
        var partitions = written
            .Files.DistinctBy(f => HivePartitions.Identity(f.Values))
            .Select(f => new CatalogPartition(
                f.Values,
                storage with
                {
                    Location = parts.Paths.ToAddress(Path.GetDirectoryName(f.Path)!),
                },
                data,
                new Dictionary<string, string>(),
                request.StartedAt
            ));
        catalog.ChangePartitions(target.Database, target.Table, [.. partitions], []);
        parts.Reached("partitions.created");
    }
}
