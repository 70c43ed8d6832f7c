namespace LocalAws.Sql.Syntax;

/// <summary>
/// Reads one statement of Athena: Trino's queries, Hive's definitions. Everything else is refused here.
/// </summary>
internal sealed partial class StatementParser : QueryParser
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly string _sql;

    private StatementParser(string sql, IReadOnlyList<Token> tokens)
        : base(tokens) => (_sql, _tokens) = (sql, tokens);

    /// <param name="sql">One statement.</param>
    /// <param name="parameters">What its question marks stand for, each the text of a literal.</param>
    public static Statement Parse(string sql, IReadOnlyList<string>? parameters = null)
    {
        var tokens = Parameters.Fill(Lexer.Read(sql), parameters ?? []);
        if (tokens.Count == 1)
            throw SqlErrors.Syntax(
                tokens[0].At,
                "mismatched input '<EOF>'. Expecting: 'CREATE', 'SELECT', 'SHOW', 'WITH'"
            );
        return new StatementParser(sql, tokens).Whole();
    }

    /// <summary>What a text that cannot be read to its end seems to be: its first words say.</summary>
    public static StatementKind Guess(string sql)
    {
        var tokens = Lexer.Read(sql);
        return (tokens[0].Text.ToUpperInvariant(), tokens.Count > 1 ? tokens[1].Text.ToUpperInvariant() : "") switch
        {
            ("CREATE", "TABLE") => new StatementKind("DDL", "CREATE_TABLE_AS_SELECT"),
            ("CREATE", _) => new StatementKind("DDL", "CREATE_VIEW"),
            ("INSERT", _) => new StatementKind("DML", "INSERT"),
            _ => new StatementKind("DML", "SELECT"),
        };
    }

    private Statement Whole()
    {
        var statement = Statement();
        TryTake(";");
        if (Current.Kind == TokenKind.End)
            return statement;
        throw Peek(-1).Is(";") ? SqlErrors.Refused("Only one sql statement is allowed.") : Unexpected();
    }

    private Statement Statement()
    {
        if (StartsQuery())
            return new SelectStatement(Current.At, Query());
        var start = Mark;
        if (Trino() is { } statement)
            return statement;
        Mark = start;
        var definition = new DefinitionParser(_tokens) { Position = start };
        var defined = definition.Statement();
        Mark = definition.Position;
        return defined;
    }
}
