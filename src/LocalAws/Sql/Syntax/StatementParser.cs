namespace LocalAws.Sql.Syntax;

/// <summary>Reads one statement of Athena: Trino's queries, Hive's definitions. Everything else is refused here.</summary>
internal sealed class StatementParser : QueryParser
{
    private readonly IReadOnlyList<Token> _tokens;

    private StatementParser(IReadOnlyList<Token> tokens)
        : base(tokens) => _tokens = tokens;

    public static Statement Parse(string sql)
    {
        var tokens = Lexer.Read(sql);
        if (tokens.Count == 1)
            throw SqlErrors.Syntax(tokens[0].At, "mismatched input '<EOF>'. Expecting: 'CREATE', 'SELECT', 'SHOW', 'WITH'");
        return new StatementParser(tokens).Statement();
    }

    private Statement Statement()
    {
        var statement = StartsQuery() ? new SelectStatement(Current.At, Query()) : Command();
        TryTake(";");
        if (Current.Kind == TokenKind.End)
            return statement;
        throw Peek(-1).Is(";") ? SqlErrors.Refused("Only one sql statement is allowed.") : Unexpected();
    }

    private Statement Command()
    {
        var start = Mark;
        if (TryTake("CREATE", "TABLE") && TableAs(start) is { } ctas)
            return ctas;
        Mark = start;
        var definition = new DefinitionParser(_tokens);
        var statement = definition.Statement();
        Mark = definition.Position;
        return statement;
    }

    private CreateTableAs? TableAs(int start)
    {
        var at = Peek(start - Mark).At;
        var ifNotExists = TryTake("IF", "NOT", "EXISTS");
        var table = Table();
        var properties = TryTake("WITH") ? Parenthesised(() => Separated(Property)) : [];
        if (!TryTake("AS"))
            return properties.Count > 0 ? throw Unexpected("'AS'") : null;
        var query = Is("(") ? Parenthesised(Query) : Query();
        var withData = !TryTake("WITH", "NO", "DATA");
        if (withData)
            TryTake("WITH", "DATA");
        return new CreateTableAs(at, table, ifNotExists, Properties(properties), query, withData);
    }

    private (string Key, Expression Value, Position At) Property()
    {
        var at = Current.At;
        var key = Identifier();
        Expect("=");
        return (key, Expression(), at);
    }

    private static Dictionary<string, Expression> Properties(List<(string Key, Expression Value, Position At)> properties)
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
