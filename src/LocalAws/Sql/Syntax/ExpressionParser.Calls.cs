namespace LocalAws.Sql.Syntax;

internal abstract partial class ExpressionParser
{
    private Call FunctionCall(Position at, string name)
    {
        Expect("(");
        var call = Arguments(at, name.ToLowerInvariant());
        Expect(")");
        return Suffix(call);
    }

    private Call Arguments(Position at, string name)
    {
        if (TryTake("*"))
            return new Call(at, name, []) { Star = true };
        var distinct = TryTake("DISTINCT");
        if (!distinct)
            TryTake("ALL");
        IReadOnlyList<Expression> arguments = Is(")") || Is("ORDER") ? [] : Separated(Expression);
        return new Call(at, name, arguments) { Distinct = distinct, OrderBy = OrderBy() };
    }

    private Call Suffix(Call call)
    {
        if (TryTake("FILTER"))
            call = call with { Filter = FilterCondition() };
        if (TryTake("IGNORE", "NULLS"))
            call = call with { IgnoreNulls = true };
        else
            TryTake("RESPECT", "NULLS");
        return TryTake("OVER") ? call with { Over = Window() } : call;
    }

    private Expression FilterCondition()
    {
        Expect("(", "WHERE");
        var condition = Expression();
        Expect(")");
        return condition;
    }

    /// <summary><c>LISTAGG(x, ',') WITHIN GROUP (ORDER BY y)</c>.</summary>
    private Call ListAggregate()
    {
        var at = Take().At;
        Expect("(");
        var call = Arguments(at, "listagg");
        Expect(")", "WITHIN", "GROUP", "(");
        call = call with { OrderBy = OrderBy() };
        Expect(")");
        return Suffix(call);
    }

    protected WindowSpec Window()
    {
        var at = Current.At;
        if (!Is("("))
            return new WindowSpec(at, Identifier(), [], [], null);
        Expect("(");
        var name = IsIdentifier() && !IsAny("PARTITION", "ROWS", "RANGE", "GROUPS") ? Identifier() : null;
        IReadOnlyList<Expression> partitionBy = TryTake("PARTITION", "BY") ? Separated(Expression) : [];
        var orderBy = OrderBy();
        var frame = IsAny("ROWS", "RANGE", "GROUPS") ? Frame() : null;
        Expect(")");
        return new WindowSpec(at, name, partitionBy, orderBy, frame);
    }

    private WindowFrame Frame()
    {
        var unit = Take().Text.ToUpperInvariant();
        if (!TryTake("BETWEEN"))
            return new WindowFrame(unit, Bound(), null);
        var start = Bound();
        Expect("AND");
        return new WindowFrame(unit, start, Bound());
    }

    private FrameBound Bound()
    {
        if (TryTake("CURRENT", "ROW"))
            return new FrameBound("CURRENT ROW", null);
        if (TryTake("UNBOUNDED"))
            return new FrameBound($"UNBOUNDED {Direction()}", null);
        var value = Expression();
        return new FrameBound(Direction(), value);
    }

    private string Direction()
    {
        if (IsAny("PRECEDING", "FOLLOWING"))
            return Take().Text.ToUpperInvariant();
        throw Unexpected("'PRECEDING', 'FOLLOWING'");
    }

    private Lambda LambdaBody(Position at, IReadOnlyList<string> parameters)
    {
        Expect("->");
        return new Lambda(at, parameters, Expression());
    }

    private bool IsLambdaList()
    {
        var ahead = 1;
        while (Peek(ahead).Kind is TokenKind.Word or TokenKind.QuotedName && Peek(ahead + 1).Is(","))
            ahead += 2;
        return Peek(ahead).Kind is TokenKind.Word or TokenKind.QuotedName
            && Peek(ahead + 1).Is(")")
            && Peek(ahead + 2).Is("->");
    }
}
