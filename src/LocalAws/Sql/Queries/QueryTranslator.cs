using LocalAws.Catalog;
using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

/// <summary>Writes a whole query in DuckDB's SQL and notes the tables that it reads. One per statement.</summary>
internal sealed partial class QueryTranslator(ICatalog catalog, string database, QueryClock clock)
{
    private string _database = database;
    private readonly Dictionary<string, TranslatedQuery> _with = [];
    private int _names;

    public QueryClock Clock => clock;

    public List<TableUse> Tables { get; } = [];

    /// <summary>A name that nothing else in the statement has.</summary>
    public string NewName(string kind) => $"{kind}{++_names}";

    public TranslatedQuery Translate(Query query, Scope? outer = null)
    {
        var hidden = new Dictionary<string, TranslatedQuery>(_with);
        var with = query.With.Select(w => With(w, outer)).ToList();
        var body = Body(query, outer);
        _with.Clear();
        foreach (var (name, table) in hidden)
            _with[name] = table;
        var prefix = with.Count == 0 ? "" : $"WITH {string.Join(", ", with)} ";
        return body with { Sql = prefix + body.Sql };
    }

    private string With(WithTable table, Scope? outer)
    {
        var query = Translate(table.Query, outer);
        var columns = Renamed(query.Columns, table.Columns, table.At);
        var name = NewName("w");
        _with[table.Name] = new TranslatedQuery(name, columns) { Rows = query.Rows };
        return $"{name} AS ({query.Sql})";
    }

    private static IReadOnlyList<OutputColumn> Renamed(
        IReadOnlyList<OutputColumn> columns,
        IReadOnlyList<string> names,
        Position at
    )
    {
        if (names.Count == 0)
            return columns;
        if (names.Count == columns.Count)
            return [.. columns.Select((c, i) => c with { Name = names[i] })];
        throw SqlErrors.At(
            "MISMATCHED_COLUMN_ALIASES",
            at,
            $"Column alias list has {names.Count} entries but relation has {columns.Count} columns"
        );
    }

    private TranslatedQuery Body(Query query, Scope? outer)
    {
        if (query.Body is SelectBody select)
            return Select(select, query, outer);
        var body = Translate(query.Body, outer);
        if (query.OrderBy.Count == 0 && query.Limit is null && query.Offset is null)
            return body;
        var alias = NewName("r");
        var translator = new ExpressionTranslator(this, new Scope(Columns(body, alias, null), outer));
        var (order, rows) = Collected(() =>
            query
                .OrderBy.Select(item =>
                    Sorted(item, Ordinal(item, body.Columns.Count) ?? translator.Translate(item.Value).Sql)
                )
                .ToList()
        );
        foreach (var needs in query.OrderBy.Any(i => i.Value is NumberLiteral) ? body.AllNeeds : [body.Rows])
            rows.Add(needs);
        return body with { Rows = rows, Sql = $"SELECT * FROM ({body.Sql}) AS {alias}{OrderBy(order)}{Limits(query)}" };
    }

    private TranslatedQuery Translate(QueryBody body, Scope? outer)
    {
        return body switch
        {
            SelectBody select => Select(select, null, outer),
            NestedBody nested => Translate(nested.Query, outer) is var inner
                ? inner with
                {
                    Sql = $"({inner.Sql})",
                }
                : null!,
            SetBody set => SetOperation(set, outer),
            ValuesBody values => Values(values, outer),
            TableBody table => Select(AllOf(table), null, outer),
            _ => throw SqlErrors.Unsupported(body.At, "query is not supported"),
        };
    }

    private static SelectBody AllOf(TableBody table)
    {
        return new(
            table.At,
            false,
            [new SelectItem(table.At, null, null, null)],
            table.Table,
            null,
            [],
            null,
            new Dictionary<string, WindowSpec>()
        );
    }

    private TranslatedQuery SetOperation(SetBody set, Scope? outer)
    {
        var left = Translate(set.Left, outer);
        var right = Translate(set.Right, outer);
        if (left.Columns.Count != right.Columns.Count)
            throw SqlErrors.Type(
                set.At,
                $"{set.Operator} query has different number of fields: {left.Columns.Count}, {right.Columns.Count}"
            );
        var types = left
            .Columns.Zip(
                right.Columns,
                (a, b) =>
                    Coercion.Common(a.Type, b.Type)
                    ?? throw SqlErrors.Type(
                        set.At,
                        $"column in {set.Operator} query has incompatible types: {a.Type}, {b.Type}"
                    )
            )
            .ToList();
        var sql =
            $"({Converted(left, types).Sql}) {set.Operator}{(set.All ? " ALL" : "")} ({Converted(right, types).Sql})";
        var rows = new Needs();
        // Rows that are alike become one, or take one another away: that needs all columns.
        foreach (
            var needs in set is { Operator: "UNION", All: true }
                ? [left.Rows, right.Rows]
                : left.AllNeeds.Concat(right.AllNeeds)
        )
            rows.Add(needs);
        return new TranslatedQuery(
            sql,
            [.. left.Columns.Select((c, i) => new OutputColumn(c.Name, types[i]) { Needs = Both(c, right.Columns[i]) })]
        )
        {
            Rows = rows,
        };
    }

    private static Needs Both(OutputColumn left, OutputColumn right)
    {
        var needs = new Needs();
        needs.Add(left.Needs);
        needs.Add(right.Needs);
        return needs;
    }

    /// <summary>The query with its columns turned into these types.</summary>
    public static TranslatedQuery Converted(TranslatedQuery query, IReadOnlyList<SqlType> types)
    {
        if (query.Columns.Select(c => c.Type).SequenceEqual(types))
            return query;
        var columns = query.Columns.Select(
            (c, i) => $"{new Typed($"c{i + 1}", c.Type).As(types[i], default).Sql} AS c{i + 1}"
        );
        return query with
        {
            Sql = $"SELECT {string.Join(", ", columns)} FROM ({query.Sql})",
            Columns = [.. query.Columns.Select((c, i) => c with { Type = types[i] })],
        };
    }

    private TranslatedQuery Values(ValuesBody values, Scope? outer)
    {
        var (query, rows) = Collected(() => ValuesOf(values, outer));
        return query with { Rows = rows };
    }

    private TranslatedQuery ValuesOf(ValuesBody values, Scope? outer)
    {
        var translator = new ExpressionTranslator(this, new Scope([], outer));
        var width = values.Rows[0].Count;
        if (values.Rows.Any(r => r.Count != width))
            throw SqlErrors.Type(values.At, "Values rows have mismatched sizes");
        List<OutputColumn> columns = [];
        List<List<string>> cells = [];
        for (var i = 0; i < width; i++)
        {
            cells.Add(translator.Unified(values.Rows.Select(r => r[i]), values.At, "Values rows", out var type));
            columns.Add(new OutputColumn(null, type));
        }

        var rows = values.Rows.Select((_, r) => $"({string.Join(", ", cells.Select(c => c[r]))})");
        var names = string.Join(", ", columns.Select((_, i) => $"c{i + 1}"));
        return new TranslatedQuery(
            $"SELECT {names} FROM (VALUES {string.Join(", ", rows)}) AS {NewName("r")}({names})",
            columns
        );
    }
}
