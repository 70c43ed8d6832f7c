namespace LocalAws.Sql.Syntax;

internal abstract partial class ExpressionParser
{
    private static readonly string[] TimeWords =
    [
        "CURRENT_DATE",
        "CURRENT_TIMESTAMP",
        "CURRENT_TIME",
        "LOCALTIMESTAMP",
        "LOCALTIME",
    ];

    private Expression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new TextLiteral(token.At, Take().Text);
            case TokenKind.Binary:
                return new BinaryLiteral(token.At, Take().Text);
            case TokenKind.Integer or TokenKind.Decimal or TokenKind.Double:
                return new NumberLiteral(token.At, Take().Text, token.Kind);
            case TokenKind.Symbol when token.Is("("):
                return Parentheses();
            case TokenKind.Word:
                return Word(token);
            default:
                return NameOrCall();
        }
    }

    private Expression Word(Token token) =>
        token.Text.ToUpperInvariant() switch
        {
            "NULL" => With(new NullLiteral(token.At)),
            "TRUE" => With(new BooleanLiteral(token.At, true)),
            "FALSE" => With(new BooleanLiteral(token.At, false)),
            "CASE" => CaseExpression(),
            "CAST" => CastExpression(false),
            "TRY_CAST" when Peek().Is("(") => CastExpression(true),
            "EXISTS" => ExistsExpression(),
            "EXTRACT" => ExtractExpression(),
            "TRIM" => TrimExpression(),
            "POSITION" when Peek().Is("(") => PositionExpression(),
            "INTERVAL" when Peek().Kind == TokenKind.Text || Peek().Is("-") || Peek().Is("+") => IntervalExpression(),
            "ARRAY" when Peek().Is("[") => ArrayExpression(),
            "ROW" when Peek().Is("(") => RowExpression(),
            "LISTAGG" => ListAggregate(),
            "GROUPING" => FunctionCall(token.At, Take().Text),
            var word when TimeWords.Contains(word) => TimeFunction(word),
            _ when Peek().Kind == TokenKind.Text && IsIdentifier() => Typed(token),
            _ => NameOrCall(),
        };

    private Expression With(Expression literal)
    {
        Take();
        return literal;
    }

    private TypedLiteral Typed(Token token)
    {
        var type = Take().Text.ToLowerInvariant();
        return
            type
                is "date"
                    or "timestamp"
                    or "decimal"
                    or "double"
                    or "bigint"
                    or "integer"
                    or "varchar"
                    or "json"
                    or "real"
                    or "time"
            ? new TypedLiteral(token.At, type, Take().Text)
            : throw Unexpected();
    }

    private CurrentTime TimeFunction(string word)
    {
        var at = Take().At;
        if (Is("("))
            Parenthesised(Count);
        return new CurrentTime(at, word.ToLowerInvariant());
    }

    private Expression NameOrCall()
    {
        var at = Current.At;
        if (IsIdentifier() && Peek().Is("->"))
            return LambdaBody(at, [Identifier()]);
        var name = Identifier();
        if (Is("("))
            return FunctionCall(at, name);
        return new Name(at, name);
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

    private Expression Parentheses()
    {
        var at = Current.At;
        if (Peek().Is(")") && Peek(2).Is("->"))
        {
            Expect("(", ")");
            return LambdaBody(at, []);
        }

        if (IsLambdaList())
            return LambdaBody(at, Parenthesised(() => Separated(Identifier)));
        if (StartsQuery())
            return SubqueryOrExpression(at);
        Take();
        var items = Separated(Expression);
        Expect(")");
        if (items.Count == 1)
            return items[0];
        return new RowOf(at, items);
    }

    /// <summary><c>((SELECT 1) + 1)</c> begins like a query and is not one: try the query first.</summary>
    private Expression SubqueryOrExpression(Position at)
    {
        var mark = Mark;
        var nested = Peek().Is("(");
        try
        {
            return new Scalar(at, Parenthesised(Query));
        }
        catch (StatementException) when (nested)
        {
            Mark = mark;
            return Parenthesised(Expression);
        }
    }

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
