using LocalAws.Sql.Execution;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Tables.Parquet;

namespace LocalAws.Sql.Statements;

/// <summary>What all statements of a lake share.</summary>
/// <param name="Paths">Addresses as paths.</param>
/// <param name="DuckDb">The one DuckDB.</param>
/// <param name="Cache">JSON lines that were parsed before.</param>
/// <param name="Options">What DuckDB may use.</param>
/// <param name="Scratch">Folder for files on their way, on the lake's own file system.</param>
internal sealed record EngineParts(
    LakePaths Paths,
    DuckDbInstance DuckDb,
    JsonCache Cache,
    DuckDbOptions Options,
    string Scratch
)
{
    /// <summary>
    /// Told of each step of a statement that leaves something on disk: where a process may be killed.
    /// </summary>
    public Action<string> Reached { get; init; } = static _ => { };

    /// <summary>What the columns of Parquet files take.</summary>
    public ParquetSizes Sizes { get; } = new();

    /// <summary>What the columns of Parquet files are.</summary>
    public ParquetShapes Shapes { get; } = new(Paths);
}
