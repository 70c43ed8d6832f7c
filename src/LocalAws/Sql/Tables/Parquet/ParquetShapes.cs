using System.Collections.Concurrent;
using System.Text;
using DuckDB.NET.Data;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Parquet;

/// <summary>
/// What the footers of Parquet files say of their columns. Files with the very same columns have one shape and are read
/// together; others are read apart, so that no file changes what another one's values are taken for. Footers are read
/// once per file as it is.
/// </summary>
internal sealed class ParquetShapes(LakePaths paths)
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<DataFile, string> _shapes = new();

    /// <summary>The files by shape. Throws HIVE_BAD_DATA for a file that is no Parquet, or not all of one.</summary>
    public IReadOnlyList<List<DataFile>> Group(DuckDBConnection connection, IReadOnlyCollection<DataFile> files)
    {
        if (_shapes.Count > Most)
            _shapes.Clear();
        Read(connection, [.. files.Where(f => !_shapes.ContainsKey(f)).Distinct()]);
        return [.. files.Distinct().GroupBy(f => _shapes[f]).Select(g => g.ToList())];
    }

    /// <summary>
    /// Fails in Athena's words where a file cannot be read as a whole, after a query over several has failed without
    /// naming one.
    /// </summary>
    public void Blame(DuckDBConnection connection, IEnumerable<DataFile> files)
    {
        foreach (var file in files)
        {
            try
            {
                connection.Rows(
                    $"SELECT max(hash(t)) FROM read_parquet({DuckTypes.Text(file.Path)}, hive_partitioning = false) AS t"
                );
            }
            catch (DuckDBException e)
            {
                throw Bad(file, e.Message);
            }
        }
    }

    private void Read(DuckDBConnection connection, IReadOnlyList<DataFile> files)
    {
        if (files.Count == 0)
            return;
        foreach (var file in files)
            CheckMarks(file);
        try
        {
            Keep(connection, files);
        }
        catch (DuckDBException e) when (files.Count == 1)
        {
            throw Bad(files[0], e.Message);
        }
        catch (DuckDBException)
        {
            // One of them is damaged: alone it is told by its name.
            foreach (var file in files)
                Read(connection, [file]);
        }
    }

    private void Keep(DuckDBConnection connection, IReadOnlyList<DataFile> files)
    {
        var list = string.Join(", ", files.Select(f => DuckTypes.Text(f.Path)));
        var rows = connection.Rows(
            "SELECT file_name, concat_ws(' ', name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type, duckdb_type) "
                + $"FROM parquet_schema([{list}])"
        );
        Dictionary<string, StringBuilder> shapes = [];
        foreach (var row in rows)
        {
            if (!shapes.TryGetValue(row[0]!, out var shape))
                shapes[row[0]!] = shape = new StringBuilder();
            shape.Append(row[1]).Append('\n');
        }

        foreach (var file in files)
            _shapes[file] = shapes[file.Path].ToString();
    }

    /// <summary>
    /// A Parquet file begins and ends with <c>PAR1</c>; before its end stands the length of its footer.
    /// </summary>
    private void CheckMarks(DataFile file)
    {
        using var bytes = File.OpenRead(file.Path);
        Span<byte> mark = stackalloc byte[8];
        if (bytes.Length < 12)
            throw Bad(file, "it is too short to be Parquet");
        bytes.ReadExactly(mark);
        if (!mark.StartsWith("PAR1"u8))
            throw Bad(file, "expected magic number PAR1 at its start");
        bytes.Seek(-8, SeekOrigin.End);
        bytes.ReadExactly(mark);
        if (!mark.EndsWith("PAR1"u8))
            throw Bad(file, "expected magic number PAR1 at its end: the file is cut off");
        var footer = BitConverter.ToUInt32(mark);
        if (footer + 12 > bytes.Length)
            throw Bad(file, "its footer is longer than the file");
    }

    private StatementException Bad(DataFile file, string what) =>
        SqlErrors.Plain("HIVE_BAD_DATA", $"Not valid Parquet file: {paths.ToAddress(file.Path)}: {what}");
}
