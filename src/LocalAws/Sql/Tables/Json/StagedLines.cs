using DuckDB.NET.Data;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Tables.Lines;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Rows on their way into the cache: staged in DuckDB some at a time, so that a day of a million lines takes no more
/// memory than one of few.
/// </summary>
internal sealed class StagedLines(
    DuckDBConnection connection,
    IReadOnlyList<JsonLeaf> leaves,
    IReadOnlyList<string> folders,
    Func<int, string> partPath
) : IDisposable
{
    private const int MostRows = 50_000;

    // A report of a run with many shops is half a megabyte in one line, and DuckDB takes many rows at once.
    private const long MostBytes = 16_000_000;

    private ChunkWriter? _rows;
    private int _staged;
    private int _parts;

    public void Add(int folder, ILineReader line, byte[] buffer)
    {
        _rows ??= Begin();
        _rows.Add(folder, line, buffer);
        if (++_staged == MostRows || _rows.Bytes >= MostBytes)
            WritePart();
    }

    /// <summary>Writes what is left. There is at least one part, of no rows where there were none.</summary>
    public void Finish()
    {
        if (_staged == 0 && _parts > 0)
            return;
        _rows ??= Begin();
        WritePart();
    }

    public void Dispose() => _rows?.Dispose();

    private ChunkWriter Begin()
    {
        connection.Execute($"CREATE OR REPLACE TEMP TABLE staging ({Columns()})");
        return new ChunkWriter(connection, "staging", leaves);
    }

    private void WritePart()
    {
        _rows!.Finish();
        _rows.Dispose();
        _rows = null;
        _staged = 0;
        connection.Execute(
            $"COPY ({Select()}) TO {DuckTypes.Text(partPath(_parts++))} (FORMAT PARQUET, COMPRESSION SNAPPY)"
        );
        connection.Execute("DROP TABLE staging");
    }

    private string Columns()
    {
        return string.Join(
            ", ",
            leaves
                .Select((l, i) => $"v{i} {(l.Kind == LeafKind.Timestamp ? "TIMESTAMP" : "VARCHAR")}")
                .Prepend("folder INTEGER")
        );
    }

    private string Select()
    {
        var columns = leaves
            .Index()
            .GroupBy(l => l.Item.Column)
            .Select(column =>
            {
                var (at, leaf) = column.First();
                var fields = column
                    .Skip(1)
                    .Select(l => $"{DuckTypes.Name(l.Item.Field!)}: {l.Item.Convert($"v{l.Index}")}");
                var row = $"CASE WHEN v{at} IS NOT NULL THEN {{{string.Join(", ", fields)}}} END";
                var value = leaf.Kind == LeafKind.Presence ? row : leaf.Convert($"v{at}");
                return $"{value} AS {DuckTypes.Name(column.Key)}";
            });
        var names = string.Join(", ", folders.Select(DuckTypes.Text));
        return $"SELECT {string.Join(", ", columns)}, list_extract([{names}], folder + 1) AS \"$folder\" FROM staging";
    }
}
