using LocalAws.Sql.Execution;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Tables.Json;

namespace LocalAws.Sql.Statements;

/// <summary>What all statements of a lake share.</summary>
/// <param name="Paths">Addresses as paths.</param>
/// <param name="DuckDb">The one DuckDB.</param>
/// <param name="Cache">JSON lines that were parsed before.</param>
/// <param name="Options">What DuckDB may use.</param>
/// <param name="Scratch">Folder for files on their way, on the lake's own file system.</param>
internal sealed record EngineParts(LakePaths Paths, DuckDbInstance DuckDb, JsonCache Cache, DuckDbOptions Options, string Scratch);
