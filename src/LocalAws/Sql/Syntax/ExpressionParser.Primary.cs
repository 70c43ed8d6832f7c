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
}
