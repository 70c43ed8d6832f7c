namespace LocalAws.Sql.Syntax;

/// <summary>
/// Trino's expressions, by falling precedence: OR, AND, NOT, predicates, <c>||</c> and sums, products, unary, AT TIME
/// ZONE, postfix.
/// </summary>
internal abstract partial class ExpressionParser(IReadOnlyList<Token> tokens) : TokenReader(tokens)
{
    protected abstract Query Query();

    public Expression Expression() => Nested(Disjunction);

    private Expression Disjunction() => Chain("OR", false, Conjunction);

    private Expression Conjunction() => Chain("AND", true, Negation);

    private Expression Chain(string word, bool isAnd, Func<Expression> operand)
    {
        var at = Current.At;
        List<Expression> terms = [operand()];
        while (TryTake(word))
            terms.Add(operand());
        if (terms.Count == 1)
            return terms[0];
        return new Logical(at, isAnd, terms);
    }

    private Expression Negation()
    {
        var at = Current.At;
        if (TryTake("NOT"))
            return new Not(at, Nested(Negation));
        return Predicate();
    }

    private Expression Predicate()
    {
        var left = Sum();
        while (PredicateAfter(left) is { } predicate)
        {
            Link();
            left = predicate;
        }

        return left;
    }

    private Expression? PredicateAfter(Expression left)
    {
        var at = Current.At;
        if (IsAny("=", "<>", "!=", "<", ">", "<=", ">="))
            return Comparison(at, left, Take().Text is var op && op == "!=" ? "<>" : op);
        if (TryTake("IS"))
            return IsPredicate(at, left);
        var negated = Is("NOT") && (Peek().Is("BETWEEN") || Peek().Is("IN") || Peek().Is("LIKE"));
        if (negated)
            Take();
        if (TryTake("BETWEEN"))
            return BetweenPredicate(at, left, negated);
        if (TryTake("LIKE"))
            return new Like(at, left, Sum(), TryTake("ESCAPE") ? Sum() : null, negated);
        return TryTake("IN") ? In(at, left, negated) : null;
    }

    private Between BetweenPredicate(Position at, Expression left, bool negated)
    {
        var low = Sum();
        Expect("AND");
        return new Between(at, left, low, Sum(), negated);
    }

    private Expression Comparison(Position at, Expression left, string op)
    {
        if (!IsAny("ALL", "ANY", "SOME") || !Peek().Is("("))
            return new Binary(at, op, left, Sum());
        var all = Take().Is("ALL");
        return new Quantified(at, op, all, left, Parenthesised(Query));
    }

    private Expression IsPredicate(Position at, Expression left)
    {
        var negated = TryTake("NOT");
        if (TryTake("NULL"))
            return new IsNull(at, left, negated);
        Expect("DISTINCT", "FROM");
        return new IsDistinct(at, left, Sum(), negated);
    }

    private Expression In(Position at, Expression left, bool negated)
    {
        Expect("(");
        if (StartsQuery())
        {
            var query = Query();
            Expect(")");
            return new InQuery(at, left, query, negated);
        }

        var values = Separated(Expression);
        Expect(")");
        return new InList(at, left, values, negated);
    }

    /// <summary>Whether a query, not an expression, stands here; looks through opening parentheses.</summary>
    protected bool StartsQuery()
    {
        var ahead = 0;
        while (Peek(ahead).Is("("))
            ahead++;
        var token = Peek(ahead);
        return token.Is("SELECT")
            || token.Is("WITH")
            || token.Is("VALUES")
            || (token.Is("TABLE") && Peek(ahead + 1).Kind != TokenKind.Symbol);
    }

    private Expression Sum()
    {
        var left = Product();
        while (IsAny("+", "-", "||"))
        {
            Link();
            var op = Take();
            left = new Binary(op.At, op.Text, left, Product());
        }

        return left;
    }

    private Expression Product()
    {
        var left = Sign();
        while (IsAny("*", "/", "%"))
        {
            Link();
            var op = Take();
            left = new Binary(op.At, op.Text, left, Sign());
        }

        return left;
    }

    private Expression Sign()
    {
        if (!IsAny("+", "-"))
            return Zoned();
        var op = Take();
        return new Unary(op.At, op.Text, Nested(Sign));
    }

    private Expression Zoned()
    {
        var value = Postfix();
        while (Is("AT") && Peek().Is("TIME"))
        {
            Link();
            var at = Current.At;
            Expect("AT", "TIME", "ZONE");
            value = new AtTimeZone(at, value, Postfix());
        }

        return value;
    }

    private Expression Postfix()
    {
        var value = Primary();
        while (IsAny(".", "["))
        {
            Link();
            var at = Current.At;
            if (TryTake("."))
            {
                value = new Member(value.At, value, Identifier());
                continue;
            }

            Take();
            value = new Subscript(at, value, Expression());
            Expect("]");
        }

        return value;
    }

    protected SortItem SortItem()
    {
        var value = Expression();
        var descending = TryTake("DESC");
        if (!descending)
            TryTake("ASC");
        bool? nullsFirst = null;
        if (TryTake("NULLS"))
        {
            nullsFirst = TryTake("FIRST");
            if (nullsFirst == false)
                Expect("LAST");
        }

        return new SortItem(value, descending, nullsFirst);
    }

    protected List<SortItem> OrderBy() => TryTake("ORDER", "BY") ? Separated(SortItem) : [];
}
