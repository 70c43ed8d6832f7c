using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <summary>Windows that the SELECT being read has named.</summary>
    private IReadOnlyDictionary<string, WindowSpec> _windows = new Dictionary<string, WindowSpec>();

    /// <summary>A column of the select list: an expression, or a column that <c>*</c> stands for.</summary>
    private sealed record ListItem(Position At, string? Name, Expression? Expression, ScopeColumn? Column);

    public WindowSpec NamedWindow(string name, Position at)
    {
        if (_windows.TryGetValue(name, out var window))
            return window;
        throw SqlErrors.At("INVALID_WINDOW_REFERENCE", at, $"Cannot resolve WINDOW name {name}");
    }

    private TranslatedQuery Select(SelectBody select, Query? query, Scope? outer)
    {
        var (selected, rows) = Collected(() => Selected(select, query, outer));
        return selected with { Rows = rows };
    }

    private TranslatedQuery Selected(SelectBody select, Query? query, Scope? outer)
    {
        var outerWindows = _windows;
        _windows = select.Windows;
        var source = select.From is null ? null : Relation(select.From, outer);
        var scope = new Scope(source?.Columns ?? [], outer);
        var where = select.Where is null ? null : Where(select.Where, scope, source);
        var context = new SelectContext();
        var translator = new ExpressionTranslator(this, scope, context);
        List<ListItem> items = [.. select.Items.SelectMany(i => Expanded(i, scope))];
        var groupBy = GroupBy(select, items, new ExpressionTranslator(this, scope), context);
        var columns = items.ConvertAll(i => Collected(() => Value(i, translator, context)));
        var having = select.Having is null ? null : translator.Condition(select.Having, "HAVING clause").Sql;
        context.Verify();
        var order = query is null ? [] : Order(query.OrderBy, items, columns, scope);
        if (select.Distinct)
            columns.ForEach(c => Need(c.Needs));
        _windows = outerWindows;
        var values = columns.Select((c, i) => $"{c.Result.Sql} AS c{i + 1}");
        var sql =
            (select.Distinct ? "SELECT DISTINCT " : "SELECT ")
            + string.Join(", ", values)
            + Clause(" FROM ", source?.Sql)
            + Clause(" WHERE ", where)
            + Clause(" GROUP BY ", groupBy)
            + Clause(" HAVING ", having)
            + OrderBy(order)
            + Limits(query);
        return new TranslatedQuery(sql, [.. items.Select(Output)]);

        OutputColumn Output(ListItem item, int index)
        {
            var (value, needs) = columns[index];
            return new OutputColumn(item.Name, value.Type) { Needs = needs };
        }
    }

    private static string Clause(string word, string? sql) => sql is null ? "" : word + sql;

    private Typed Value(ListItem item, ExpressionTranslator translator, SelectContext context)
    {
        if (item.Column is not { } column)
            return translator.Translate(item.Expression!);
        var mark = context.Mark();
        context.Use(item.At, item.Name ?? "*", column.Value.Sql);
        context.Settle(mark, column.Value.Sql);
        Need(column.Needs);
        return column.Value;
    }

    private static IEnumerable<ListItem> Expanded(SelectItem item, Scope scope)
    {
        if (item.Value is not null)
            return [new ListItem(item.At, item.Alias ?? ImpliedName(item.Value), item.Value, null)];
        var (qualifier, database) = item.StarOf switch
        {
            Name name => (name.Identifier, null),
            Member { Of: Name db } member => (member.Field, db.Identifier),
            _ => ((string?)null, (string?)null),
        };
        var columns = scope.Columns.Where(IsMeant).ToList();
        if (columns.Count > 0)
            return columns.Select(c => new ListItem(item.At, c.Name, null, c));
        if (item.StarOf is null)
            throw SqlErrors.At("COLUMN_NOT_FOUND", item.At, "SELECT * not allowed in queries without FROM clause");
        throw SqlErrors.At("TABLE_NOT_FOUND", item.At, $"Unable to resolve reference {qualifier}");

        bool IsMeant(ScopeColumn column)
        {
            if (qualifier is not null && column.Qualifier != qualifier)
                return false;
            return database is null || column.Database == database;
        }
    }

    private static string? ImpliedName(Expression value)
    {
        return value switch
        {
            Name name => name.Identifier,
            Member member => member.Field,
            _ => null,
        };
    }

    /// <summary>
    /// The conditions that AND joins. Those that speak of one table's partition columns alone decide which partitions
    /// are read, and are then true of every row.
    /// </summary>
    private string? Where(Expression where, Scope scope, Source? source)
    {
        IReadOnlyList<Expression> terms = where is Logical { IsAnd: true } and ? and.Terms : [where];
        List<string> conditions = [.. terms.Select(t => Term(t, scope, source)).OfType<string>()];
        return conditions.Count == 0 ? null : string.Join(" AND ", conditions);
    }

    private string? Term(Expression term, Scope scope, Source? source)
    {
        var uses = new SelectContext();
        var condition = new ExpressionTranslator(this, scope, uses).Condition(term, "WHERE clause").Sql;
        if (uses.Grouped)
            throw SqlErrors.At(
                "EXPRESSION_NOT_SCALAR",
                term.At,
                "WHERE clause cannot contain aggregations, window functions or grouping operations"
            );
        if (uses.UsesMore || !uses.Used.Any())
            return condition;
        var pruned = source?.Prunable.FirstOrDefault(t => uses.Used.All(t.Columns.Contains)).Table;
        if (pruned is null)
            return condition;
        pruned.PartitionConditions.Add(condition);
        return null;
    }
}
