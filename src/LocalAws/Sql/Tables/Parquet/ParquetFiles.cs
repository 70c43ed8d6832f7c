using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Names;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Parquet;

/// <summary>
/// Parquet files of a table: columns by name without case, those that a file lacks are NULL. A column whose type does
/// not fit is an error.
/// </summary>
internal sealed class ParquetFiles(DuckDBConnection connection, ParquetShapes shapes, LakePaths paths)
{
    /// <summary>A SELECT for each shape of files.</summary>
    public IEnumerable<string> Select(TableUse use, IReadOnlyList<Partition> partitions)
    {
        var files = partitions
            .SelectMany(p =>
                p.Files.Where(f => TableFormat.IsParquet(use.Table, f.Path)).Select(f => (File: f, Partition: p))
            )
            .ToList();
        var all = files.ConvertAll(f => f.File);
        foreach (var group in shapes.Group(connection, all))
        {
            var chosen = group.Select(f => f.Path).ToHashSet();
            yield return SelectOf(
                use,
                group,
                [.. files.Where(f => chosen.Contains(f.File.Path)).Select(f => (f.File.Path, f.Partition))]
            );
        }
    }

    private string SelectOf(
        TableUse use,
        List<DataFile> group,
        IReadOnlyList<(string Path, Partition Partition)> places
    )
    {
        var table = use.Table;
        var asText = table.Columns.Any(c => c.Type.Contains("binary", StringComparison.OrdinalIgnoreCase))
            ? "false"
            : "true";
        var list = string.Join(", ", group.Select(f => DuckTypes.Text(f.Path)));
        var source =
            $"read_parquet([{list}], filename = '$file', hive_partitioning = false, binary_as_string = {asText})";
        var stored = connection
            .Rows($"DESCRIBE SELECT * FROM {source}")
            .DistinctBy(r => r[0]!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(r => r[0]!, r => StoredType.Parse(r[1]!), StringComparer.OrdinalIgnoreCase);
        var fit = new ParquetFit(use.Columns, paths.ToAddress(group[0].Path));
        var columns = string.Join(", ", table.Columns.Select(c => Column(c, stored, fit)));
        if (table.PartitionKeys.Count == 0)
            return $"SELECT {columns} FROM {source} AS c";
        return $"SELECT {columns}{TableViews.PartitionKeys(table)} FROM {source} AS c {TableViews.PartitionJoin(table, "c.\"$file\"", places)}";
    }

    private static string Column(CatalogColumn column, Dictionary<string, StoredType> stored, ParquetFit fit)
    {
        if (!stored.TryGetValue(column.Name, out var written))
            return TableViews.NullOf(column);
        var value = fit.Value(column.Name, HiveTypes.Parse(column.Type), written, $"c.{DuckTypes.Name(column.Name)}");
        return $"{value} AS {DuckTypes.Name(column.Name)}";
    }
}
