using LocalAws.Sql.Names;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

internal sealed partial class ExpressionTranslator
{
    private Typed Predicate(Expression expression) =>
        expression switch
        {
            Logical l => Truth(
                string.Join(
                    l.IsAnd ? " AND " : " OR ",
                    l.Terms.Select(t => Condition(t, "Logical expression term").Sql)
                )
            ),
            Not n => Truth($"NOT {Condition(n.Operand, "Value of logical NOT expression").Sql}"),
            IsNull i => Truth($"{Translate(i.Operand).Sql} IS {(i.Negated ? "NOT " : "")}NULL"),
            IsDistinct d => Pair(
                d.At,
                d.Left,
                d.Right,
                "IS DISTINCT FROM",
                d.Negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM"
            ),
            Between b => BetweenOf(b),
            InList i => InValues(i),
            InQuery i => InSubquery(i),
            Like l => LikeOf(l),
            Exists e => Truth($"EXISTS ({Subquery(e.Query).Sql})"),
            Scalar s => ScalarOf(s),
            Quantified q => QuantifiedOf(q),
            _ => throw SqlErrors.Unsupported(expression.At, $"{expression.GetType().Name} is not supported"),
        };

    private static Typed Truth(string sql) => new($"({sql})", SqlType.Boolean);

    private Typed Pair(Position at, Expression left, Expression right, string shown, string op)
    {
        var (a, b) = Operators.Same(at, Translate(left), Translate(right), shown);
        return Truth($"{a.Sql} {op} {b.Sql}");
    }

    private Typed BetweenOf(Between between)
    {
        var value = Translate(between.Operand);
        var low = Translate(between.Low);
        var high = Translate(between.High);
        var type =
            Coercion.Common(value.Type, low.Type) is { } common && Coercion.Common(common, high.Type) is { } all
                ? all
                : throw SqlErrors.Type(
                    between.At,
                    $"Cannot check if {value.Type} is BETWEEN {low.Type} and {high.Type}"
                );
        var not = between.Negated ? "NOT " : "";
        return Truth(
            $"{value.As(type, between.At).Sql} {not}BETWEEN {low.As(type, between.At).Sql} AND {high.As(type, between.At).Sql}"
        );
    }

    private Typed InValues(InList list)
    {
        var items = Unified([list.Operand, .. list.Values], list.At, "IN value and list items", out _);
        return Truth($"{items[0]} {(list.Negated ? "NOT " : "")}IN ({string.Join(", ", items.Skip(1))})");
    }

    private Typed InSubquery(InQuery query)
    {
        var value = Translate(query.Operand);
        var inner = SingleColumn(query.At, query.Query);
        var type =
            Coercion.Common(value.Type, inner.Columns[0].Type)
            ?? throw SqlErrors.Type(
                query.At,
                $"value and result of subquery must be of the same type for IN expression: {value.Type} vs {inner.Columns[0].Type}"
            );
        return Truth(
            $"{value.As(type, query.At).Sql} {(query.Negated ? "NOT " : "")}IN ({QueryTranslator.Converted(inner, [type]).Sql})"
        );
    }

    private TranslatedQuery Subquery(Query query)
    {
        NoteMore();
        return queries.Nested(query, scope);
    }

    private TranslatedQuery SingleColumn(Position at, Query query)
    {
        var inner = Subquery(query);
        if (inner.Columns.Count == 1)
            return inner;
        throw SqlErrors.Type(
            at,
            $"Multiple columns returned by subquery are not yet supported. Found {inner.Columns.Count}"
        );
    }

    private Typed ScalarOf(Scalar scalar)
    {
        var inner = SingleColumn(scalar.At, scalar.Query);
        return new($"({inner.Sql})", inner.Columns[0].Type);
    }

    private Typed QuantifiedOf(Quantified q)
    {
        var value = Translate(q.Left);
        var inner = SingleColumn(q.At, q.Query);
        var type =
            Coercion.Common(value.Type, inner.Columns[0].Type)
            ?? throw SqlErrors.Type(q.At, $"Cannot apply operator: {value.Type} {q.Operator} {inner.Columns[0].Type}");
        return Truth(
            $"{value.As(type, q.At).Sql} {q.Operator} {(q.All ? "ALL" : "ANY")} ({QueryTranslator.Converted(inner, [type]).Sql})"
        );
    }

    private Typed LikeOf(Like like)
    {
        var value = Translate(like.Operand);
        var pattern = Translate(like.Pattern);
        foreach (var operand in new[] { value, pattern })
        {
            if (operand.Type.Kind is not (TypeKind.Varchar or TypeKind.Unknown))
                throw SqlErrors.Type(
                    like.At,
                    $"Left side of LIKE expression must evaluate to a varchar (actual: {operand.Type})"
                );
        }

        var escape = like.Escape is null ? "" : $" ESCAPE {Translate(like.Escape).As(SqlType.Varchar, like.At).Sql}";
        return Truth($"{value.Sql} {(like.Negated ? "NOT " : "")}LIKE {pattern.Sql}{escape}");
    }

    private Typed CaseOf(Case c)
    {
        IEnumerable<Expression> results = c.Branches.Select(b => b.Then);
        var values = Unified(c.Else is null ? results : results.Append(c.Else), c.At, "All CASE results", out var type);
        var operand = c.Operand is null ? null : Translate(c.Operand);
        var branches = c.Branches.Select((b, i) => $"WHEN {When(b.When, operand)} THEN {values[i]}");
        var otherwise = c.Else is null ? "" : $" ELSE {values[^1]}";
        return new($"(CASE {string.Join(' ', branches)}{otherwise} END)", type);
    }

    private string When(Expression when, Typed? operand)
    {
        if (operand is null)
            return Condition(when, "CASE WHEN clause").Sql;
        var (a, b) = Operators.Same(when.At, operand, Translate(when), "=");
        return $"{a.Sql} = {b.Sql}";
    }
}
