using DuckDB.NET.Data;
using DuckDB.NET.Native;
using LocalAws.Catalog;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Statements;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Translation;

namespace LocalAws.Sql;

/// <summary>Athena's statements over a lake folder, run by DuckDB. What it cannot run as Athena would, it refuses.</summary>
/// <remarks>One for a lake; thread-safe. What it keeps lies in <c>{lake}/.localaws/</c> and may be deleted while no engine runs.</remarks>
public sealed class DuckDbStatementEngine : IStatementEngine, IDisposable
{
    private readonly DuckDbInstance _duckDb;
    private readonly ICatalog _catalog;
    private readonly TableViews _views;
    private readonly CreateTableAsRunner _createTableAs;
    private readonly DefinitionRunner _definitions;

    /// <summary>Opens DuckDB for a lake.</summary>
    /// <param name="lakeFolder">The lake; made if it is not there. DuckDB can read and write nothing outside of it.</param>
    /// <param name="catalog">Databases, tables and partitions.</param>
    /// <param name="options">What DuckDB may use, or null: the defaults.</param>
    public DuckDbStatementEngine(string lakeFolder, ICatalog catalog, DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        var paths = new LakePaths(lakeFolder);
        var own = Path.Combine(paths.Root, ".localaws");
        _catalog = catalog;
        _duckDb = new DuckDbInstance(paths.Root, Path.Combine(own, "tmp"), options);
        _views = new TableViews(new PartitionFinder(paths, catalog), new JsonCache(Path.Combine(own, "cache"), _duckDb), options);
        _createTableAs = new CreateTableAsRunner(paths, catalog, Path.Combine(own, "tmp"));
        _definitions = new DefinitionRunner(catalog, paths);
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
    public void Dispose() => _duckDb.Dispose();

    private StatementResult Execute(StatementRequest request, CancellationToken cancellation)
    {
        try
        {
            return StatementParser.Parse(request.Sql) switch
            {
                SelectStatement select => Select(select, request, cancellation),
                CreateTableAs create => CreateTable(create, request, cancellation),
                var definition => _definitions.Run(definition, request),
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

    private StatementResult Select(SelectStatement select, StatementRequest request, CancellationToken cancellation) =>
        WithTables(select.Query, request, (connection, query, totals) =>
        {
            var texts = string.Join(", ", query.Columns.Select((c, i) => ResultText.Write($"c{i + 1}", c.Type)));
            var rows = connection.Rows($"SELECT {texts} FROM ({query.Sql})");
            return new StatementResult([.. query.Columns.Select(ResultColumns.Of)], rows, null, totals.Bytes, totals.Partitions, [], totals.SkippedLines);
        }, cancellation);

    private StatementResult CreateTable(CreateTableAs create, StatementRequest request, CancellationToken cancellation)
    {
        var target = _createTableAs.Prepare(create, request);
        if (target is null)
            return new StatementResult([], [], 0, 0, [], [], 0);
        return WithTables(create.Query, request, (connection, query, totals) =>
        {
            var (written, rows) = _createTableAs.Run(connection, create, target, query, request, cancellation);
            return new StatementResult([new ResultColumn("rows", "bigint", 19, 0)], [], rows, totals.Bytes, totals.Partitions, written, totals.SkippedLines);
        }, cancellation);
    }

    private StatementResult WithTables(
        Query syntax, StatementRequest request, Func<DuckDBConnection, TranslatedQuery, ScanTotals, StatementResult> run, CancellationToken cancellation)
    {
        var translator = new QueryTranslator(_catalog, request.Database, new QueryClock(request.StartedAt));
        var query = translator.Translate(syntax);
        using var connection = _duckDb.Connect();
        using var stop = cancellation.Register(() => NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection));
        var totals = new ScanTotals();
        foreach (var table in translator.Tables)
            _views.Create(connection, table, request.StartedAt, totals, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return run(connection, query, totals);
    }
}
