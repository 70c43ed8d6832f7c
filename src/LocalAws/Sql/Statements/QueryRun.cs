using DuckDB.NET.Data;
using LocalAws.Sql.Access;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

/// <summary>One statement that reads tables: translated, its tables put in place, run.</summary>
internal sealed class QueryRun(
    EngineParts parts,
    GuardedCatalog catalog,
    StatementRequest request,
    CancellationToken cancellation
)
{
    private static readonly ResultColumn RowCount = new("rows", "bigint", 19, 0);

    public StatementResult Select(SelectStatement select)
    {
        return WithTables(
            select.Query,
            (connection, query, totals) =>
            {
                var texts = string.Join(", ", query.Columns.Select((c, i) => ResultText.Write($"c{i + 1}", c.Type)));
                var rows = connection.Rows($"SELECT {texts} FROM ({query.Sql})");
                return new StatementResult([.. query.Columns.Select(ResultColumns.Of)], rows)
                {
                    DataScannedBytes = totals.Bytes,
                    PartitionsRead = totals.Partitions,
                    SkippedLines = totals.SkippedLines,
                    Skipped = totals.Skipped,
                };
            }
        );
    }

    public StatementResult CreateTable(CreateTableAs create)
    {
        var runner = new CreateTableAsRunner(parts, catalog, create, request);
        if (runner.Prepare() is { } target)
            return WithTables(
                create.Query,
                (connection, query, totals) => Counted(totals, runner.Run(connection, target, query, cancellation))
            );
        return StatementResult.None with { UpdateCount = 0 };
    }

    public StatementResult Insert(InsertInto insert)
    {
        var runner = new InsertRunner(parts, catalog, insert, request);
        var target = runner.Prepare();
        return WithTables(
            insert.Query,
            (connection, query, totals) => Counted(totals, runner.Run(connection, target, query, cancellation))
        );
    }

    /// <summary>What a statement would do, without doing it.</summary>
    public StatementResult Explain(Explain explain)
    {
        var query = explain.Explained switch
        {
            SelectStatement select => select.Query,
            CreateTableAs create => create.Query,
            InsertInto insert => insert.Query,
            CreateView view => view.Query,
            _ => null,
        };
        if (query is null || explain.Validate)
        {
            if (query is not null)
                Translator().Translate(query);
            if (explain.Validate)
                return Column("Valid", ["true"]);
            return Column("Query Plan", [$"{explain.Explained.Kind.SubstatementType}"]);
        }

        return WithTables(
            query,
            (_, translated, totals) => Column("Query Plan", QueryPlan.Write(explain.Explained.Kind, translated, totals))
        );
    }

    private static StatementResult Column(string name, IEnumerable<string> lines)
    {
        var column = new ResultColumn(name, "varchar", 0, 0);
        var rows = new List<string?[]>();
        foreach (var line in lines)
            rows.Add([line]);
        return new([column], rows);
    }

    private static StatementResult Counted(ScanTotals totals, (IReadOnlyList<string> Written, long Rows) done) =>
        new([RowCount], [])
        {
            UpdateCount = done.Rows,
            DataScannedBytes = totals.Bytes,
            PartitionsRead = totals.Partitions,
            DataManifest = done.Written,
            SkippedLines = totals.SkippedLines,
            Skipped = totals.Skipped,
        };

    private QueryTranslator Translator()
    {
        var clock = new QueryClock(request.StartedAt);
        return new(catalog, request.Database, clock);
    }

    private StatementResult WithTables(
        Query syntax,
        Func<DuckDBConnection, TranslatedQuery, ScanTotals, StatementResult> run
    )
    {
        var translator = Translator();
        var query = translator.Translate(syntax);
        Needs.Note(query.AllNeeds);
        using var connection = parts.DuckDb.Connect();
        using var stop = new Interruption(connection, cancellation);
        var totals = new ScanTotals();
        var views = new TableViews(new PartitionFinder(parts.Paths, catalog), parts, request);
        foreach (var table in translator.Tables)
            views.Create(connection, table, totals, cancellation);
        if (totals.Bytes > request.BytesScannedCutoff)
            throw new BytesScannedException(totals.Bytes);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return run(connection, query, totals);
        }
        catch (DuckDBException e)
            when (DuckDbErrors.MayBeDamage(e) && totals.Parquet.Count > 0 && !cancellation.IsCancellationRequested)
        {
            parts.Shapes.Blame(connection, totals.Parquet.Distinct());
            throw;
        }
    }
}
