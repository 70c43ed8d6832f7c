namespace LocalAws.Sql.Syntax;

/// <summary>Trino's queries: WITH, SELECT, VALUES, TABLE, set operations, ORDER BY, OFFSET, LIMIT.</summary>
internal partial class QueryParser(IReadOnlyList<Token> tokens) : ExpressionParser(tokens)
{
    protected override Query Query() => Nested(QueryHere);

    private Query QueryHere()
    {
        var at = Current.At;
        var with = With();
        var body = Union();
        var orderBy = OrderBy();
        var offset = TryTake("OFFSET") ? Offset() : null;
        return new Query(at, with, body, orderBy, offset, Limit());
    }

    private Expression Offset()
    {
        var rows = Expression();
        if (IsAny("ROW", "ROWS"))
            Take();
        return rows;
    }

    private Expression? Limit()
    {
        if (TryTake("LIMIT"))
            return TryTake("ALL") ? null : Expression();
        if (!TryTake("FETCH"))
            return null;
        if (!TryTake("FIRST"))
            Expect("NEXT");
        var rows = Expression();
        if (!TryTake("ROWS"))
            Expect("ROW");
        Expect("ONLY");
        return rows;
    }

    private List<WithTable> With()
    {
        if (!TryTake("WITH"))
            return [];
        if (Is("RECURSIVE"))
            throw SqlErrors.Unsupported(Current.At, "recursive queries are not supported");
        return Separated(WithTable);
    }

    private WithTable WithTable()
    {
        var at = Current.At;
        var name = Identifier();
        IReadOnlyList<string> columns = Is("(") ? Parenthesised(() => Separated(Identifier)) : [];
        Expect("AS");
        return new WithTable(at, name, columns, Parenthesised(Query));
    }

    private QueryBody Union()
    {
        var left = Intersection();
        while (IsAny("UNION", "EXCEPT"))
            left = SetOperation(left, Intersection);
        return left;
    }

    private QueryBody Intersection()
    {
        var left = Term();
        while (Is("INTERSECT"))
            left = SetOperation(left, Term);
        return left;
    }

    private SetBody SetOperation(QueryBody left, Func<QueryBody> next)
    {
        Link();
        var op = Take();
        var all = TryTake("ALL");
        if (!all)
            TryTake("DISTINCT");
        return new SetBody(op.At, op.Text.ToUpperInvariant(), all, left, next());
    }

    private QueryBody Term()
    {
        var at = Current.At;
        if (Is("("))
            return new NestedBody(at, Parenthesised(Query));
        if (TryTake("VALUES"))
            return new ValuesBody(at, Separated(ValuesRow));
        if (TryTake("TABLE"))
            return new TableBody(at, Table());
        return Is("SELECT") ? Select() : throw Unexpected("'(', 'SELECT', 'TABLE', 'VALUES'");
    }

    private IReadOnlyList<Expression> ValuesRow() =>
        Expression() switch
        {
            RowOf row => row.Items,
            var single => [single],
        };

    private SelectBody Select()
    {
        var at = Take().At;
        var distinct = TryTake("DISTINCT");
        if (!distinct)
            TryTake("ALL");
        var items = Separated(Item);
        var from = TryTake("FROM") ? From() : null;
        var where = TryTake("WHERE") ? Expression() : null;
        IReadOnlyList<GroupingElement> groupBy = TryTake("GROUP", "BY") ? Separated(Grouping) : [];
        var having = TryTake("HAVING") ? Expression() : null;
        return new SelectBody(at, distinct, items, from, where, groupBy, having, Windows());
    }

    private SelectItem Item()
    {
        var at = Current.At;
        if (TryTake("*"))
            return new SelectItem(at, null, null, null);
        if (IsIdentifier() && StarAhead() is { } star)
            return star;
        var value = Expression();
        if (TryTake("AS"))
            return new SelectItem(at, value, Identifier(), null);
        return new SelectItem(
            at,
            value,
            IsIdentifier() && !IsAny("FETCH", "OFFSET", "LIMIT", "WINDOW") ? Identifier() : null,
            null
        );
    }

    /// <summary><c>t.*</c> or <c>db.t.*</c>.</summary>
    private SelectItem? StarAhead()
    {
        var mark = Mark;
        var at = Current.At;
        Expression name = new Name(at, Identifier());
        while (TryTake("."))
        {
            if (TryTake("*"))
                return new SelectItem(at, null, null, name);
            if (!IsIdentifier())
                break;
            name = new Member(at, name, Identifier());
        }

        Mark = mark;
        return null;
    }

    private GroupingElement Grouping()
    {
        if (TryTake("ROLLUP"))
            return new GroupingElement("rollup", [Parenthesised(() => Separated(Expression))]);
        if (TryTake("CUBE"))
            return new GroupingElement("cube", [Parenthesised(() => Separated(Expression))]);
        if (TryTake("GROUPING", "SETS"))
            return new GroupingElement("sets", Parenthesised(() => Separated(GroupingSet)));
        return new GroupingElement(
            "simple",
            [
                [Expression()],
            ]
        );
    }

    private IReadOnlyList<Expression> GroupingSet()
    {
        if (TryTake("(", ")"))
            return [];
        var set = Expression();
        return set is RowOf row ? row.Items : [set];
    }

    private Dictionary<string, WindowSpec> Windows()
    {
        Dictionary<string, WindowSpec> windows = [];
        if (!TryTake("WINDOW"))
            return windows;
        do
        {
            var name = Identifier();
            Expect("AS");
            windows[name] = Window();
        } while (TryTake(","));
        return windows;
    }
}
