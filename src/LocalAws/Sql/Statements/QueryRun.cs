using DuckDB.NET.Data;
using DuckDB.NET.Native;
using LocalAws.Catalog;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Translation;

namespace LocalAws.Sql.Statements;

/// <summary>One statement that reads tables: translated, its tables put in place, run.</summary>
internal sealed class QueryRun(EngineParts parts, ICatalog catalog, StatementRequest request, CancellationToken cancellation)
{
    public StatementResult Select(SelectStatement select) => WithTables(select.Query, (connection, query, totals) =>
    {
        var texts = string.Join(", ", query.Columns.Select((c, i) => ResultText.Write($"c{i + 1}", c.Type)));
        var rows = connection.Rows($"SELECT {texts} FROM ({query.Sql})");
        return new StatementResult([.. query.Columns.Select(ResultColumns.Of)], rows, null, totals.Bytes, totals.Partitions, [], totals.SkippedLines);
    });

    public StatementResult CreateTable(CreateTableAs create)
    {
        var runner = new CreateTableAsRunner(parts.Paths, catalog, parts.Scratch);
        var target = runner.Prepare(create, request);
        if (target is null)
            return new StatementResult([], [], 0, 0, [], [], 0);
        return WithTables(create.Query, (connection, query, totals) =>
        {
            var (written, rows) = runner.Run(connection, create, target, query, request, cancellation);
            return new StatementResult([new ResultColumn("rows", "bigint", 19, 0)], [], rows, totals.Bytes, totals.Partitions, written, totals.SkippedLines);
        });
    }

    private StatementResult WithTables(Query syntax, Func<DuckDBConnection, TranslatedQuery, ScanTotals, StatementResult> run)
    {
        var translator = new QueryTranslator(catalog, request.Database, new QueryClock(request.StartedAt));
        var query = translator.Translate(syntax);
        using var connection = parts.DuckDb.Connect();
        using var stop = cancellation.Register(() => NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection));
        var totals = new ScanTotals();
        var views = new TableViews(new PartitionFinder(parts.Paths, catalog), parts, request);
        foreach (var table in translator.Tables)
            views.Create(connection, table, totals, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return run(connection, query, totals);
    }
}
