using System.Globalization;
using System.Security.Cryptography;
using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Translation;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>CREATE TABLE AS SELECT: files first, whole or not at all, then the table.</summary>
internal sealed class CreateTableAsRunner(LakePaths paths, ICatalog catalog, string scratch)
{
    /// <summary>Where to write; null where the table is there and IF NOT EXISTS was said.</summary>
    public CreateTableAsTarget? Prepare(CreateTableAs create, StatementRequest request)
    {
        var target = CreateTableAsTarget.Read(create, request, paths.ToPath);
        if (request.IsRerun)
            Undo(target, request.QueryExecutionId);
        if (catalog.FindDatabase(target.Database) is null)
            throw SqlErrors.Schema(create.At, target.Database);
        if (catalog.FindTable(target.Database, target.Table) is not null)
            return create.IfNotExists ? null : throw Exists(create, target);
        request.Demand(new CatalogAccess("glue:CreateTable", target.Database, target.Table));
        request.Demand(new StorageAccess("s3:ListBucket", target.Location));
        request.Demand(new StorageAccess("s3:PutObject", target.Location));
        if (Directory.Exists(target.Folder) && Directory.EnumerateFiles(target.Folder, "*", SearchOption.AllDirectories).Any())
            throw SqlErrors.Plain("HIVE_PATH_ALREADY_EXISTS", $"Target directory for table '{target.Database}.{target.Table}' already exists: {target.Location}. "
                + $"You may need to manually clean the data at location '{target.Location}' before retrying. Athena will not delete data in your account.");
        return target;
    }

    public (IReadOnlyList<string> Written, long Rows) Run(
        DuckDBConnection connection, CreateTableAs create, CreateTableAsTarget target, TranslatedQuery query, StatementRequest request,
        CancellationToken cancellation)
    {
        var columns = Columns(create, query);
        var (data, keys) = Split(create, columns, target.PartitionedBy);
        var work = Path.Combine(scratch, $"ctas-{Unique()}");
        Directory.CreateDirectory(work);
        try
        {
            var rows = create.WithData ? Write(connection, target, columns, query, work) : 0;
            cancellation.ThrowIfCancellationRequested();
            var written = rows > 0 ? Publish(target, work, request) : [];
            request.FilesWritten?.Invoke(written);
            Register(target, data, keys, written, request.StartedAt);
            return ([.. written.Select(paths.ToAddress)], rows);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Takes back what a killed process had written of this very query, and nothing else: names of files carry the query's id.</summary>
    private void Undo(CreateTableAsTarget target, string id)
    {
        if (!Directory.Exists(target.Folder))
            return;
        var own = Directory.EnumerateFiles(target.Folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f).Contains(id, StringComparison.Ordinal)).ToList();
        own.ForEach(File.Delete);
        var table = catalog.FindTable(target.Database, target.Table);
        if (own.Count > 0 && table?.Storage.Location?.TrimEnd('/') == target.Location.TrimEnd('/'))
            catalog.DeleteTable(target.Database, target.Table);
    }

    private static StatementException Exists(CreateTableAs create, CreateTableAsTarget target) => SqlErrors.At(
        "TABLE_ALREADY_EXISTS", create.At, $"Destination table 'awsdatacatalog.{target.Database}.{target.Table}' already exists");

    private static List<CatalogColumn> Columns(CreateTableAs create, TranslatedQuery query)
    {
        List<CatalogColumn> columns = [];
        foreach (var (i, column) in query.Columns.Index())
        {
            if (column.Name is null)
                throw SqlErrors.At("MISSING_COLUMN_NAME", create.At, $"Column name not specified at position {i + 1}");
            if (columns.Any(c => c.Name == column.Name))
                throw SqlErrors.At("DUPLICATE_COLUMN_NAME", create.At, $"Column name '{column.Name}' specified more than once");
            if (column.Type.Kind == TypeKind.Unknown)
                throw SqlErrors.At("COLUMN_TYPE_UNKNOWN", create.At, $"Column type is unknown: {column.Name}");
            columns.Add(new CatalogColumn(column.Name, HiveTypes.Write(column.Type)));
        }

        return columns;
    }

    private static (List<CatalogColumn> Data, List<CatalogColumn> Keys) Split(CreateTableAs create, List<CatalogColumn> columns, IReadOnlyList<string> keys)
    {
        var count = columns.Count - keys.Count;
        if (count < 1 || !columns.Skip(count).Select(c => c.Name).SequenceEqual(keys))
            throw SqlErrors.At("INVALID_TABLE_PROPERTY", create.At, $"Partition keys must be the last columns in the table and in the same order as the table properties: [{string.Join(", ", keys)}]");
        return (columns[..count], columns[count..]);
    }

    private static long Write(DuckDBConnection connection, CreateTableAsTarget target, List<CatalogColumn> columns, TranslatedQuery query, string work)
    {
        var list = string.Join(", ", columns.Select((c, i) => $"c{i + 1} AS {DuckTypes.Name(c.Name)}"));
        var place = target.PartitionedBy.Count > 0 ? Path.Combine(work, "rows") : Path.Combine(work, "rows.data");
        var partitions = target.PartitionedBy.Count > 0 ? $", PARTITION_BY ({string.Join(", ", target.PartitionedBy.Select(DuckTypes.Name))})" : string.Empty;
        return connection.Execute(
            $"COPY (SELECT {list} FROM ({query.Sql})) TO {DuckTypes.Text(place)} (FORMAT {target.Format}, COMPRESSION {target.Compression}{partitions})");
    }

    /// <summary>Moves finished files into place: a reader of the location never sees part of one.</summary>
    private static List<string> Publish(CreateTableAsTarget target, string work, StatementRequest request)
    {
        var stamp = request.StartedAt.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var ending = target.Format == "JSON" && target.Compression == "GZIP" ? ".gz" : string.Empty;
        List<string> written = [];
        foreach (var file in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            var inner = target.PartitionedBy.Count == 0 ? "." : Path.GetRelativePath(Path.Combine(work, "rows"), Path.GetDirectoryName(file)!);
            var folder = Path.GetFullPath(Path.Combine(target.Folder, inner));
            Directory.CreateDirectory(folder);
            var name = Path.Combine(folder, $"{stamp}_{written.Count:00000}_{Unique()[..5]}_{request.QueryExecutionId}{ending}");
            File.Move(file, name);
            written.Add(name);
        }

        return written;
    }

    private static string Unique() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private void Register(CreateTableAsTarget target, List<CatalogColumn> data, List<CatalogColumn> keys, List<string> written, DateTimeOffset now)
    {
        Dictionary<string, string> parameters = new() { ["EXTERNAL"] = "TRUE", ["has_encrypted_data"] = "false" };
        var storage = StorageFormats.Of(target.Format, target.Location.TrimEnd('/') + "/");
        catalog.CreateTable(new CatalogTable
        {
            Database = target.Database,
            Name = target.Table,
            Columns = data,
            PartitionKeys = keys,
            Storage = storage,
            Parameters = parameters,
            CreateTime = now,
            UpdateTime = now,
        });
        if (keys.Count == 0 || written.Count == 0)
            return;
        var partitions = written.Select(f => Path.GetDirectoryName(f)!).Distinct().Select(folder => new CatalogPartition(
            [.. Path.GetRelativePath(target.Folder, folder).Split(Path.DirectorySeparatorChar).Select(p => Uri.UnescapeDataString(p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]))],
            storage with { Location = paths.ToAddress(folder) }, data, new Dictionary<string, string>(), now));
        catalog.ChangePartitions(target.Database, target.Table, [.. partitions], []);
    }
}
