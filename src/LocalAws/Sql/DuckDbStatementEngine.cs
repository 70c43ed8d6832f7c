using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Statements;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Tables.Json;

namespace LocalAws.Sql;

/// <summary>Athena's statements over a lake folder, run by DuckDB. What it cannot run as Athena would, it refuses.</summary>
/// <remarks>One for a lake; thread-safe. What it keeps lies in <c>{lake}/.localaws/</c> and may be deleted while no engine runs.</remarks>
public sealed class DuckDbStatementEngine : IStatementEngine, IDisposable
{
    private readonly ICatalog _catalog;
    private readonly EngineParts _parts;

    /// <summary>Opens DuckDB for a lake.</summary>
    /// <param name="lakeFolder">The lake; made if it is not there. DuckDB can read and write nothing outside of it.</param>
    /// <param name="catalog">Databases, tables and partitions.</param>
    /// <param name="options">What DuckDB may use, or null: the defaults.</param>
    public DuckDbStatementEngine(string lakeFolder, ICatalog catalog, DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        var paths = new LakePaths(lakeFolder);
        var own = Path.Combine(paths.Root, ".localaws");
        var scratch = Path.Combine(own, "tmp");
        var duckDb = new DuckDbInstance(paths.Root, scratch, options);
        _catalog = catalog;
        _parts = new EngineParts(paths, duckDb, new JsonCache(Path.Combine(own, "cache"), duckDb), options, scratch);
    }

    /// <inheritdoc />
    public StatementKind Classify(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return StatementParser.Parse(sql).Kind;
    }

    /// <inheritdoc />
    public Task<StatementResult> ExecuteAsync(StatementRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Execute(request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _parts.DuckDb.Dispose();

    private StatementResult Execute(StatementRequest request, CancellationToken cancellation)
    {
        var catalog = new GuardedCatalog(_catalog, request.Demand);
        try
        {
            return StatementParser.Parse(request.Sql) switch
            {
                SelectStatement select => new QueryRun(_parts, catalog, request, cancellation).Select(select),
                CreateTableAs create => new QueryRun(_parts, catalog, request, cancellation).CreateTable(create),
                var definition => new DefinitionRunner(catalog, _parts.Paths).Run(definition, request),
            };
        }
        catch (DuckDBException e)
        {
            throw DuckDbErrors.Translate(e, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StatementException($"HIVE_CANNOT_OPEN_SPLIT: {e.Message}", category: 1, retryable: true);
        }
        catch (CatalogException e)
        {
            throw SqlErrors.Plain("FAILED", $"{e.Code}: {e.Message}");
        }
    }
}
