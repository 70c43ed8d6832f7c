using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables;

/// <summary>Parquet files of a table: columns by name without case, those that a file lacks are NULL.</summary>
internal static class ParquetFiles
{
    public static string? Select(DuckDBConnection connection, CatalogTable table, IReadOnlyList<Partition> partitions)
    {
        var files = partitions.SelectMany(p => p.Files.Where(f => TableFormat.IsParquet(table, f.Path)).Select(f => (f.Path, Partition: p))).ToList();
        if (files.Count == 0)
            return null;
        var list = string.Join(", ", files.Select(f => DuckTypes.Text(f.Path)).Distinct());
        var source = $"read_parquet([{list}], union_by_name = true, filename = '$file')";
        var stored = connection.Rows($"DESCRIBE SELECT * FROM {source}")
            .DistinctBy(r => r[0]!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(r => r[0]!, r => r[1]!, StringComparer.OrdinalIgnoreCase);
        var columns = string.Join(", ", table.Columns.Select(c => Column(c, stored)));
        if (table.PartitionKeys.Count == 0)
            return $"SELECT {columns} FROM {source} AS c";
        return $"SELECT {columns}{TableViews.PartitionKeys(table)} FROM {source} AS c "
            + TableViews.PartitionJoin(table, "c.\"$file\"", files);
    }

    private static string Column(CatalogColumn column, Dictionary<string, string> stored)
    {
        if (!stored.TryGetValue(column.Name, out var written))
            return TableViews.NullOf(column);
        var type = HiveTypes.Parse(column.Type);
        var name = $"c.{DuckTypes.Name(column.Name)}";
        var value = type.Kind == TypeKind.Row ? Struct(name, type, written) : $"CAST({name} AS {DuckTypes.Write(type)})";
        return $"{value} AS {DuckTypes.Name(column.Name)}";
    }

    private static string Struct(string name, SqlType type, string written)
    {
        var fields = StructText.Fields(written);
        var values = type.Fields.Select((f, i) =>
        {
            var found = fields.FirstOrDefault(w => w.Equals(f.Name, StringComparison.OrdinalIgnoreCase));
            var value = found is null ? "NULL" : $"struct_extract({name}, {DuckTypes.Text(found)})";
            return $"{DuckTypes.FieldName(f, i)}: CAST({value} AS {DuckTypes.Write(f.Type)})";
        });
        return $"{{{string.Join(", ", values)}}}";
    }
}
