using DuckDB.NET.Data;
using LocalAws.Catalog;
using LocalAws.Sql.Access;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Statements;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Tables.Json;

namespace LocalAws.Sql;

/// <summary>
/// Athena's statements over a lake folder, run by DuckDB. What it cannot run as Athena would, it refuses.
/// </summary>
/// <remarks>
/// One for a lake; thread-safe. What it keeps lies in <c>{lake}/.localaws/</c> and may be deleted while no engine runs.
/// </remarks>
public sealed class DuckDbStatementEngine : IStatementEngine, IDisposable
{
    private readonly ICatalog _catalog;
    private readonly EngineParts _parts;

    /// <summary>Opens DuckDB for a lake.</summary>
    /// <param name="lakeFolder">
    /// The lake; made if it is not there. DuckDB can read and write nothing outside of it.
    /// </param>
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

    /// <summary>Told of each step of a statement that leaves something on disk.</summary>
    internal Action<string> Reached
    {
        init => _parts = _parts with { Reached = value };
    }

    /// <inheritdoc />
    public StatementKind Classify(string sql, IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        try
        {
            var statement = StatementParser.Parse(sql, parameters);
            return statement.Kind with
            {
                NamesLocation = statement is CreateTableAs create && create.Properties.ContainsKey("external_location"),
            };
        }
        catch (StatementException e) when (!e.AtSubmission)
        {
            return StatementParser.Guess(sql);
        }
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
            var run = new QueryRun(_parts, catalog, request, cancellation);
            return StatementParser.Parse(request.Sql, request.Parameters) switch
            {
                SelectStatement select => run.Select(select),
                CreateTableAs create => run.CreateTable(create),
                InsertInto insert => run.Insert(insert),
                Explain explain => run.Explain(explain),
                CreateView view => new ViewRunner(catalog, request).Create(view),
                var definition => new DefinitionRunner(catalog, _parts, request).Run(definition),
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
            throw SqlErrors.Failed($"{e.Code}: {e.Message}");
        }
    }
}
