namespace LocalAws.Sql.Syntax;

internal partial class QueryParser
{
    private Relation From()
    {
        var left = Joined();
        while (Is(","))
        {
            Link();
            var at = Take().At;
            left = new JoinRelation(at, "CROSS", left, Joined(), null, []);
        }

        return left;
    }

    private Relation Joined()
    {
        var left = Aliased();
        while (JoinKind() is { } kind)
        {
            Link();
            left = Join(left, kind);
        }

        return left;
    }

    private string? JoinKind()
    {
        if (TryTake("CROSS", "JOIN"))
            return "CROSS";
        if (TryTake("JOIN") || TryTake("INNER", "JOIN"))
            return "INNER";
        if (Is("NATURAL"))
            throw SqlErrors.Unsupported(Current.At, "Natural join not supported");
        if (!IsAny("LEFT", "RIGHT", "FULL"))
            return null;
        var kind = Take().Text.ToUpperInvariant();
        TryTake("OUTER");
        Expect("JOIN");
        return kind;
    }

    private JoinRelation Join(Relation left, string kind)
    {
        var at = Current.At;
        if (kind == "CROSS")
            return new JoinRelation(at, kind, left, Aliased(), null, []);
        var right = Aliased();
        if (TryTake("USING"))
            return new JoinRelation(at, kind, left, right, null, Parenthesised(() => Separated(Identifier)));
        Expect("ON");
        return new JoinRelation(at, kind, left, right, Expression(), []);
    }

    private Relation Aliased()
    {
        var at = Current.At;
        var relation = Source();
        if (IsAny("TABLESAMPLE", "MATCH_RECOGNIZE"))
            throw SqlErrors.Unsupported(Current.At, $"{Current.Text.ToUpperInvariant()} is not supported");
        if (!TryTake("AS") && (!IsIdentifier() || IsAny("FETCH", "OFFSET", "LIMIT", "WINDOW", "CROSS")))
            return relation;
        var alias = Identifier();
        IReadOnlyList<string> columns = Is("(") ? Parenthesised(() => Separated(Identifier)) : [];
        return new AliasedRelation(at, relation, alias, columns);
    }

    private Relation Source()
    {
        var at = Current.At;
        if (TryTake("UNNEST"))
            return Unnest(at);
        if (Is("LATERAL") && Peek().Is("("))
        {
            Take();
            return new SubqueryRelation(at, Parenthesised(Query), true);
        }

        if (!Is("("))
            return Table();
        if (StartsQuery())
            return new SubqueryRelation(at, Parenthesised(Query), false);
        return Parenthesised(From);
    }

    private UnnestRelation Unnest(Position at)
    {
        var arrays = Parenthesised(() => Separated(Expression));
        return new UnnestRelation(at, arrays, TryTake("WITH", "ORDINALITY"));
    }

    protected TableName Table()
    {
        var at = Current.At;
        List<string> parts = [Identifier()];
        while (TryTake("."))
            parts.Add(Identifier());
        if (Is("("))
            throw SqlErrors.At("FUNCTION_NOT_FOUND", at, $"Function '{parts[^1]}' not registered");
        return parts.Count switch
        {
            1 => new TableName(at, null, null, parts[0]),
            2 => new TableName(at, null, parts[0], parts[1]),
            3 => new TableName(at, parts[0], parts[1], parts[2]),
            _ => throw SqlErrors.Syntax(at, $"Too many dots in table name: {string.Join('.', parts)}"),
        };
    }
}
