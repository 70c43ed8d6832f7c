using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>INSERT INTO: new files beside those that are there, then the partitions that are new.</summary>
internal sealed class InsertRunner(EngineParts parts, ICatalog catalog, InsertInto insert, StatementRequest request)
{
    private CatalogTable? _table;

    private CatalogTable Table => _table ??= Find();

    public WriteTarget Prepare()
    {
        var location = PartitionFinder.LocationOf(Table).TrimEnd('/') + "/";
        var target = new WriteTarget(
            Table.Database,
            Table.Name,
            location,
            parts.Paths.ToPath(location),
            TableFormat.Of(Table),
            Compression(),
            [.. Table.PartitionKeys.Select(k => k.Name)]
        )
        {
            Delimiter = Table.Storage.SerdeParameters.GetValueOrDefault("field.delim", "\u0001"),
        };
        request.Demand(new StorageAccess("s3:PutObject", location));
        if (request.IsRerun)
            foreach (var folder in Known().Values.Append(target.Folder))
                OwnFiles.Delete(folder, request.QueryExecutionId);
        return target;
    }

    public (IReadOnlyList<string> Written, long Rows) Run(
        DuckDBConnection connection,
        WriteTarget target,
        TranslatedQuery query,
        CancellationToken cancellation
    )
    {
        var known = Known();
        var written = new DataWriter(parts, request, cancellation).Write(
            connection,
            target,
            Rows(query),
            values => known.GetValueOrDefault(HivePartitions.Identity(values)) ?? DefaultFolder(target, values)
        );
        if (Table.PartitionKeys.Count > 0 && !Projection.IsEnabled(Table))
            AddPartitions(written, known);
        return ([.. written.Files.Select(f => parts.Paths.ToAddress(f.Path))], written.Rows);
    }

    private CatalogTable Find()
    {
        var name = insert.Table;
        var database = name.Database ?? request.Database;
        var table =
            catalog.FindTable(database, name.Table)
            ?? throw (
                catalog.FindDatabase(database) is null
                    ? SqlErrors.Schema(name.At, database)
                    : SqlErrors.Table(name.At, database, name.Table)
            );
        if (table.TableType == PrestoView.TableType)
            throw SqlErrors.Unsupported(insert.At, "Inserting into views is not supported");
        return table;
    }

    private string Compression()
    {
        var format = TableFormat.Of(Table);
        var name =
            Table.Parameters.GetValueOrDefault("write.compression")
            ?? Table.Parameters.GetValueOrDefault("parquet.compression")
            ?? "GZIP";
        return Compressions.Find(format, name)
            ?? throw SqlErrors.Plain(
                "INVALID_TABLE_PROPERTY",
                $"write.compression {name} is not supported for {format} here"
            );
    }

    /// <summary>The query's rows as those of the table: columns that are not named are NULL.</summary>
    private string Rows(TranslatedQuery query)
    {
        var all = Table
            .Columns.Concat(Table.PartitionKeys)
            .Select(c => (c.Name, Type: HiveTypes.Parse(c.Type)))
            .ToList();
        var named =
            insert.Columns.Count == 0
                ? all
                : insert
                    .Columns.Select(n =>
                        all.Find(c => c.Name == n) is { Name: not null } column
                            ? column
                            : throw SqlErrors.At(
                                "COLUMN_NOT_FOUND",
                                insert.At,
                                $"Insert column name does not exist in target table: {n}"
                            )
                    )
                    .ToList();
        if (named.DistinctBy(n => n.Name).Count() < named.Count)
            throw SqlErrors.At(
                "DUPLICATE_COLUMN_NAME",
                insert.At,
                $"Insert column name is specified more than once: {named.GroupBy(n => n.Name).First(g => g.Count() > 1).Key}"
            );
        if (
            named.Count != query.Columns.Count
            || named.Where((n, i) => !IsInsertable(query.Columns[i].Type, n.Type)).Any()
        )
            throw SqlErrors.Type(
                insert.At,
                $"Insert query has mismatched column types: Table: [{string.Join(", ", named.Select(n => n.Type))}], "
                    + $"Query: [{string.Join(", ", query.Columns.Select(c => c.Type))}]"
            );
        var list = all.Select(c =>
            named.FindIndex(n => n.Name == c.Name) is >= 0 and var i
                ? $"{Inserted(new Typed($"c{i + 1}", query.Columns[i].Type), c.Type)} AS {DuckTypes.Name(c.Name)}"
                : $"CAST(NULL AS {DuckTypes.Write(c.Type)}) AS {DuckTypes.Name(c.Name)}"
        );
        return $"SELECT {string.Join(", ", list)} FROM ({query.Sql})";
    }

    /// <summary>A longer text may go into a column of fewer characters: whether it fits is seen when it does.</summary>
    private static bool IsInsertable(SqlType from, SqlType to) =>
        Coercion.Fits(from, to) || (from.IsVarchar && to.IsVarchar);

    private string Inserted(Typed value, SqlType type)
    {
        if (!type.IsVarchar || !type.IsBounded)
            return value.As(type, insert.At).Sql;
        var refusal = DuckTypes.Text(
            $"INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from {value.Type} to {type} on INSERT"
        );
        return $"CASE WHEN length(rtrim({value.Sql}, ' ')) > {type.Precision} THEN error({refusal}) ELSE left({value.Sql}, {type.Precision}) END";
    }

    private Dictionary<string, string> Known()
    {
        if (Table.PartitionKeys.Count == 0 || Projection.IsEnabled(Table))
            return [];
        return catalog
            .Partitions(Table.Database, Table.Name)
            .Where(p => p.Storage.Location is not null)
            .ToDictionary(p => HivePartitions.Identity(p.Values), p => parts.Paths.ToPath(p.Storage.Location!));
    }

    private string DefaultFolder(WriteTarget target, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return target.Folder;
        if (Projection.Folder(Table, values) is { } projected)
            return parts.Paths.ToPath(projected);
        return Path.Combine(target.Folder, HivePartitions.Folder(target.PartitionedBy, values));
    }

    private void AddPartitions(WrittenData written, Dictionary<string, string> known)
    {
        var fresh = written
            .Files.DistinctBy(f => HivePartitions.Identity(f.Values))
            .Where(f => !known.ContainsKey(HivePartitions.Identity(f.Values)))
            .Select(f => new CatalogPartition(
                f.Values,
                Table.Storage with
                {
                    Location = parts.Paths.ToAddress(Path.GetDirectoryName(f.Path)!),
                },
                Table.Columns,
                new Dictionary<string, string>(),
                request.StartedAt
            ));
        catalog.ChangePartitions(Table.Database, Table.Name, [.. fresh], []);
        parts.Reached("partitions.created");
    }
}
