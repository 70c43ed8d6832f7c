namespace LocalAws.Sql.Syntax;

/// <summary>Forms with a grammar of their own: CASE, CAST, EXTRACT, TRIM and the like.</summary>
internal abstract partial class ExpressionParser
{
    private Case CaseExpression()
    {
        var at = Take().At;
        var operand = Is("WHEN") ? null : Expression();
        List<(Expression, Expression)> branches = [];
        while (TryTake("WHEN"))
        {
            var when = Expression();
            Expect("THEN");
            branches.Add((when, Expression()));
        }

        if (branches.Count == 0)
            throw Unexpected("'WHEN'");
        var otherwise = TryTake("ELSE") ? Expression() : null;
        Expect("END");
        return new Case(at, operand, branches, otherwise);
    }

    private Cast CastExpression(bool isTry)
    {
        var at = Take().At;
        Expect("(");
        var operand = Expression();
        Expect("AS");
        var type = Type();
        Expect(")");
        return new Cast(at, operand, type, isTry);
    }

    private Exists ExistsExpression()
    {
        var at = Take().At;
        return new Exists(at, Parenthesised(Query));
    }

    private Extract ExtractExpression()
    {
        var at = Take().At;
        Expect("(");
        var field = Identifier();
        Expect("FROM");
        var operand = Expression();
        Expect(")");
        return new Extract(at, field, operand);
    }

    private Call PositionExpression()
    {
        var at = Take().At;
        Expect("(");
        var part = Sum();
        Expect("IN");
        var whole = Expression();
        Expect(")");
        return new Call(at, "strpos", [whole, part]);
    }

    private Call TrimExpression()
    {
        var at = Take().At;
        Expect("(");
        var side = IsAny("BOTH", "LEADING", "TRAILING") ? Take().Text.ToUpperInvariant() : "BOTH";
        var name = side switch
        {
            "LEADING" => "ltrim",
            "TRAILING" => "rtrim",
            _ => "trim",
        };
        if (TryTake("FROM"))
            return new Call(at, name, [Parenthesised()]);
        var first = Expression();
        if (TryTake("FROM"))
            return new Call(at, name, [Parenthesised(), first]);
        var call = TryTake(",") ? new Call(at, name, [first, Expression()]) : new Call(at, name, [first]);
        Expect(")");
        return call;

        Expression Parenthesised()
        {
            var value = Expression();
            Expect(")");
            return value;
        }
    }

    private IntervalLiteral IntervalExpression()
    {
        var at = Take().At;
        var negative = Is("-");
        if (IsAny("+", "-"))
            Take();
        var text = Text();
        var unit = Identifier();
        if (TryTake("TO"))
            throw SqlErrors.Unsupported(at, $"interval {unit} to {Identifier()} is not supported");
        return new IntervalLiteral(at, negative, text, unit.TrimEnd('s'));
    }

    private ArrayOf ArrayExpression()
    {
        var at = Take().At;
        Take();
        var items = Is("]") ? [] : Separated(Expression);
        Expect("]");
        return new ArrayOf(at, items);
    }

    private RowOf RowExpression()
    {
        var at = Take().At;
        return new RowOf(at, Parenthesised(() => Separated(Expression)));
    }
}
