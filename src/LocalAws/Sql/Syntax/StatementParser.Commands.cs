namespace LocalAws.Sql.Syntax;

internal sealed partial class StatementParser
{
    private static readonly string[] BeginningsOfQueries = ["SELECT", "WITH", "VALUES", "TABLE", "("];

    /// <summary>A statement with a query in it, which is Trino's; null where it is one of Hive's.</summary>
    private Statement? Trino()
    {
        var at = Current.At;
        if (TryTake("CREATE", "TABLE"))
            return TableAs(at);
        if (TryTake("CREATE", "OR", "REPLACE", "VIEW"))
            return View(at, orReplace: true);
        if (TryTake("CREATE", "VIEW"))
            return View(at, orReplace: false);
        if (TryTake("INSERT", "INTO"))
            return Insert(at);
        return TryTake("EXPLAIN") ? Explained(at) : null;
    }

    private CreateTableAs? TableAs(Position at)
    {
        var ifNotExists = TryTake("IF", "NOT", "EXISTS");
        if (Current.Kind == TokenKind.BackquotedName)
            return null;
        var table = Target();
        var properties = TryTake("WITH") ? Parenthesised(() => Separated(Property)) : [];
        if (!TryTake("AS"))
            return properties.Count > 0 ? throw Unexpected("'AS'") : null;
        var query = Is("(") ? Parenthesised(Query) : Query();
        var withData = !TryTake("WITH", "NO", "DATA");
        if (withData)
            TryTake("WITH", "DATA");
        return new CreateTableAs(at, table, ifNotExists, Properties(properties), query, withData);
    }

    private CreateView View(Position at, bool orReplace)
    {
        var view = Table();
        Expect("AS");
        var start = Current.Offset;
        var query = Query();
        return new CreateView(at, view, orReplace, query, _sql[start..Peek(-1).End]);
    }

    private InsertInto Insert(Position at)
    {
        var table = Target();
        IReadOnlyList<string> columns = Is("(") && !IsQueryAhead() ? Parenthesised(() => Separated(Identifier)) : [];
        return new InsertInto(at, table, columns, Query());
    }

    /// <summary>A table's name alone: what stands in brackets after it are columns, not arguments.</summary>
    private TableName Target()
    {
        var at = Current.At;
        List<string> parts = [Identifier()];
        while (parts.Count < 3 && TryTake("."))
            parts.Add(Identifier());
        return new TableName(at, parts.Count > 2 ? parts[0] : null, parts.Count > 1 ? parts[^2] : null, parts[^1]);
    }

    private bool IsQueryAhead()
    {
        var next = Peek();
        return Array.Exists(BeginningsOfQueries, next.Is);
    }

    private Explain Explained(Position at)
    {
        if (Is("ANALYZE"))
            throw SqlErrors.Refused("Queries of this type are not supported");
        var validate = false;
        if (TryTake("("))
        {
            validate = Separated(ExplainOption).Contains("VALIDATE");
            Expect(")");
        }

        return new Explain(at, Statement(), validate);
    }

    private string ExplainOption()
    {
        var isType = TryTake("TYPE");
        if (!isType)
            Expect("FORMAT");
        var option = Take();
        var known = isType
            ? option.Is("LOGICAL") || option.Is("DISTRIBUTED") || option.Is("VALIDATE")
            : option.Is("TEXT");
        if (known)
            return option.Text.ToUpperInvariant();
        throw SqlErrors.Unsupported(option.At, $"EXPLAIN with {option.Text} is not supported here");
    }

    private (string Key, Expression Value, Position At) Property()
    {
        var at = Current.At;
        var key = Identifier();
        Expect("=");
        return (key, Expression(), at);
    }

    private static Dictionary<string, Expression> Properties(
        List<(string Key, Expression Value, Position At)> properties
    )
    {
        Dictionary<string, Expression> named = [];
        foreach (var (key, value, at) in properties)
        {
            if (!named.TryAdd(key, value))
                throw SqlErrors.At("DUPLICATE_PROPERTY", at, $"Duplicate property: {key}");
        }

        return named;
    }
}
