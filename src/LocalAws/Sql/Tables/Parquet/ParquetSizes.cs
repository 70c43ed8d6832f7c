using System.Collections.Concurrent;
using DuckDB.NET.Data;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Parquet;

/// <summary>
/// Compressed bytes of each column of Parquet files, which is what Athena counts as scanned. Footers are read once per
/// file as it is.
/// </summary>
internal sealed class ParquetSizes
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<DataFile, IReadOnlyList<(string Path, long Bytes)>> _files = new();

    /// <summary>
    /// Bytes of the column chunks that belong to any of the columns, or fields of columns; names without case.
    /// </summary>
    public long Sum(
        DuckDBConnection connection,
        IReadOnlyCollection<DataFile> files,
        IReadOnlyCollection<string> columns
    )
    {
        if (columns.Count == 0 || files.Count == 0)
            return 0;
        Read(connection, [.. files.Where(f => !_files.ContainsKey(f)).Distinct()]);
        return files.Sum(f =>
            _files.TryGetValue(f, out var chunks)
                ? chunks.Where(c => columns.Any(n => Belongs(c.Path, n))).Sum(c => c.Bytes)
                : f.Size
        );
    }

    private static bool Belongs(string path, string column) =>
        path.StartsWith(column, StringComparison.OrdinalIgnoreCase)
        && (path.Length == column.Length || path[column.Length] == '.');

    private void Read(DuckDBConnection connection, IReadOnlyList<DataFile> files)
    {
        if (files.Count == 0)
            return;
        if (_files.Count > Most)
            _files.Clear();
        var byPath = files.ToDictionary(f => f.Path);
        // Parts of a path are joined by ", " in DuckDB's account.
        var rows = connection.Rows(
            "SELECT file_name, replace(path_in_schema, ', ', '.'), CAST(sum(total_compressed_size) AS BIGINT) "
                + $"FROM parquet_metadata([{string.Join(", ", files.Select(f => DuckTypes.Text(f.Path)))}]) GROUP BY ALL"
        );
        foreach (var file in rows.GroupBy(r => r[0]!))
            _files[byPath[file.Key]] = [.. file.Select(r => (r[1]!, long.Parse(r[2]!)))];
    }
}
