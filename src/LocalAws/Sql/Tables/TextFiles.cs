using LocalAws.Catalog;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables;

/// <summary>Delimited text of a table: columns by place; what a line lacks, and what does not fit its type, is NULL.</summary>
internal static class TextFiles
{
    public static string? Select(CatalogTable table, IReadOnlyList<Partition> partitions)
    {
        var files = partitions.SelectMany(p => p.Files.Where(f => TableFormat.IsText(table, f.Path)).Select(f => (f.Path, Partition: p))).ToList();
        if (files.Count == 0)
            return null;
        var columns = string.Join(", ", table.Columns.Select((c, i) => $"{Value(c, $"c.v{i}")} AS {DuckTypes.Name(c.Name)}"));
        var source = $"read_csv([{string.Join(", ", files.Select(f => DuckTypes.Text(f.Path)).Distinct())}], {Options(table)})";
        return table.PartitionKeys.Count == 0
            ? $"SELECT {columns} FROM {source} AS c"
            : $"SELECT {columns}{TableViews.PartitionKeys(table)} FROM {source} AS c {TableViews.PartitionJoin(table, "c.filename", files)}";
    }

    private static string Options(CatalogTable table)
    {
        var quoted = table.Storage.SerializationLibrary?.Contains("OpenCSVSerde", StringComparison.OrdinalIgnoreCase) == true;
        var (delimiter, quote, escape) = quoted
            ? (Property("separatorChar", ","), Property("quoteChar", "\""), Property("escapeChar", "\\"))
            : (Property("field.delim", Property("serialization.format", "\u0001")), string.Empty, Property("escape.delim", string.Empty));
        var names = string.Join(", ", table.Columns.Select((_, i) => $"'v{i}': 'VARCHAR'"));
        var skipped = table.Parameters.GetValueOrDefault("skip.header.line.count") is { } lines && int.TryParse(lines, out var count) ? count : 0;
        return $"columns = {{{names}}}, delim = {DuckTypes.Text(delimiter)}, quote = {DuckTypes.Text(quote)}, escape = {DuckTypes.Text(escape)}, "
            + $"nullstr = '\\N', header = false, skip = {skipped}, null_padding = true, ignore_errors = true, strict_mode = false, auto_detect = false, filename = true";

        string Property(string name, string otherwise) => table.Storage.SerdeParameters.GetValueOrDefault(name) ?? otherwise;
    }

    private static string Value(CatalogColumn column, string text)
    {
        var type = HiveTypes.Parse(column.Type);
        return type.Kind switch
        {
            TypeKind.Varchar => text,
            TypeKind.Array or TypeKind.Map or TypeKind.Row =>
                throw SqlErrors.Plain("HIVE_UNSUPPORTED_FORMAT", $"Column {column.Name} of type {column.Type} cannot be read from delimited text here"),
            _ => $"TRY_CAST({text} AS {DuckTypes.Write(type)})",
        };
    }
}
