using LocalAws.Sql.Expressions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    private Source Join(JoinRelation join, Scope? outer, Scope? before)
    {
        var left = Relation(join.Left, outer, before);
        var known = new Scope(left.Columns, before ?? outer);
        if (join.Kind == "CROSS" && UnnestedRows(left, join.Right, known) is { } unnested)
            return unnested;
        var right = Relation(join.Right, outer, known);
        // The side that an outer join fills with nulls must not lose partitions: WHERE sees its rows only after the
        // join.
        IReadOnlyList<(TableUse, HashSet<string>)> prunable = join.Kind switch
        {
            "LEFT" => left.Prunable,
            "RIGHT" => right.Prunable,
            "FULL" => [],
            _ => [.. left.Prunable, .. right.Prunable],
        };
        if (join.Kind == "CROSS")
            return new Source($"{left.Sql} CROSS JOIN {right.Sql}", [.. left.Columns, .. right.Columns], prunable);
        var (on, columns) = join.Using.Count > 0 ? Using(join, left, right) : On(join, left, right, outer);
        var sql = $"{left.Sql} {join.Kind} JOIN {Grouped(join.Right, right.Sql)} ON {on}";
        return new Source(sql, columns, prunable);
    }

    private static string Grouped(Relation relation, string sql) => relation is JoinRelation ? $"({sql})" : sql;

    private (string On, List<ScopeColumn> Columns) On(JoinRelation join, Source left, Source right, Scope? outer)
    {
        List<ScopeColumn> columns = [.. left.Columns, .. right.Columns];
        var translator = new ExpressionTranslator(this, new Scope(columns, outer));
        var condition = translator.Condition(join.On!, "JOIN ON clause");
        return (condition.Sql, columns);
    }

    private (string On, List<ScopeColumn> Columns) Using(JoinRelation join, Source left, Source right)
    {
        List<ScopeColumn> merged = [];
        List<string> conditions = [];
        foreach (var name in join.Using)
        {
            var one = Side(left, name);
            var two = Side(right, name);
            Need(one.Needs);
            Need(two.Needs);
            var (a, b) = Operators.Same(join.At, one.Value, two.Value, "=");
            conditions.Add($"{a.Sql} = {b.Sql}");
            var sql = join.Kind switch
            {
                "RIGHT" => b.Sql,
                "FULL" => $"coalesce({a.Sql}, {b.Sql})",
                _ => a.Sql,
            };
            merged.Add(new ScopeColumn(null, null, name, new Typed(sql, a.Type)));
        }

        var others = left.Columns.Concat(right.Columns);
        merged.AddRange(others.Where(c => c.Name is null || !join.Using.Contains(c.Name)));
        return (string.Join(" AND ", conditions), merged);

        ScopeColumn Side(Source source, string name)
        {
            var column = source.Columns.FirstOrDefault(c => c.Name == name);
            return column ?? throw SqlErrors.Column(join.At, name);
        }
    }
}
