namespace LocalAws.Sql.Syntax;

/// <summary>Hive's definitions as Athena reads them: backquoted names, texts in either kind of quotes.</summary>
internal sealed partial class DefinitionParser(IReadOnlyList<Token> tokens) : TokenReader(tokens)
{
    private bool _ofView;

    /// <summary>Index of the token that is read next.</summary>
    public int Position
    {
        get => Mark;
        init => Mark = value;
    }

    protected override string BackquotedIdentifier() => Take().Text.ToLowerInvariant();

    /// <summary>Views are Trino's, whose names are quoted so. To Hive it is a text, and a text is no name.</summary>
    protected override string QuotedIdentifier()
    {
        if (_ofView)
            return base.QuotedIdentifier();
        throw SqlErrors.Syntax(
            Current.At,
            $"mismatched input '\"{Current.Text}\"'. Expecting: <identifier>; in this statement quote names with backquotes: `{Current.Text}`"
        );
    }

    public Statement Statement()
    {
        var at = Current.At;
        if (Is("CREATE"))
            return Create(at);
        if (Is("DROP"))
            return Drop(at);
        if (TryTake("SHOW"))
            return Show(at);
        if (TryTake("DESCRIBE") || TryTake("DESC"))
            return DescribeTable(at);
        if (TryTake("ALTER", "TABLE"))
            return Alter(at);
        if (TryTake("MSCK"))
            return Repair(at);
        if (
            IsAny(
                "DELETE",
                "UPDATE",
                "MERGE",
                "ANALYZE",
                "GRANT",
                "REVOKE",
                "CALL",
                "SET",
                "RESET",
                "USE",
                "EXECUTE",
                "PREPARE",
                "DEALLOCATE",
                "UNLOAD",
                "VACUUM",
                "OPTIMIZE",
                "REFRESH",
                "START",
                "COMMIT",
                "ROLLBACK",
                "COMMENT"
            )
        )
            throw SqlErrors.Refused("Queries of this type are not supported");
        throw Unexpected("'ALTER', 'CREATE', 'DESCRIBE', 'DROP', 'SELECT', 'SHOW', 'VALUES', 'WITH'");
    }

    private Statement Create(Position at)
    {
        if (TryTake("CREATE", "DATABASE") || TryTake("CREATE", "SCHEMA"))
            return Database(at);
        if (TryTake("CREATE", "EXTERNAL", "TABLE"))
            return ExternalTable(at);
        if (TryTake("CREATE", "TABLE"))
            throw SqlErrors.Refused(
                "FAILED: SemanticException Only external tables are supported: write CREATE EXTERNAL TABLE, or CREATE TABLE ... AS SELECT"
            );
        Take();
        throw IsAny("FUNCTION", "ROLE")
            ? SqlErrors.Refused("Queries of this type are not supported")
            : Unexpected("'DATABASE', 'EXTERNAL', 'SCHEMA', 'TABLE'");
    }

    private CreateDatabase Database(Position at)
    {
        var ifNotExists = TryTake("IF", "NOT", "EXISTS");
        var name = Identifier();
        var comment = TryTake("COMMENT") ? HiveText() : null;
        var location = TryTake("LOCATION") ? HiveText() : null;
        if (TryTake("WITH", "DBPROPERTIES"))
            TextPairs();
        return new CreateDatabase(at, name, ifNotExists, comment, location);
    }

    private Statement Drop(Position at)
    {
        Take();
        if (TryTake("TABLE"))
        {
            var ifExists = TryTake("IF", "EXISTS");
            return new DropTable(at, Table(), ifExists);
        }

        if (TryTake("VIEW"))
        {
            var ifExists = TryTake("IF", "EXISTS");
            return OfView(() => new DropView(at, Table(), ifExists));
        }

        if (!TryTake("DATABASE") && !TryTake("SCHEMA"))
            throw Unexpected("'DATABASE', 'SCHEMA', 'TABLE', 'VIEW'");
        var optional = TryTake("IF", "EXISTS");
        var name = Identifier();
        var cascade = TryTake("CASCADE");
        if (!cascade)
            TryTake("RESTRICT");
        return new DropDatabase(at, name, optional, cascade);
    }

    private List<PartitionSpec> PartitionSpecs(string? separator)
    {
        if (!Is("PARTITION"))
            throw SqlErrors.Refused("Queries of this type are not supported");
        List<PartitionSpec> specs = [];
        while (TryTake("PARTITION"))
        {
            var values = Parenthesised(() => Separated(PartitionValue));
            specs.Add(new PartitionSpec(values.ToDictionary(), TryTake("LOCATION") ? HiveText() : null));
            if (separator is not null)
                TryTake(separator);
        }

        return specs;
    }

    private KeyValuePair<string, string> PartitionValue()
    {
        var key = Identifier();
        Expect("=");
        return new(key, Current.Kind == TokenKind.Integer ? Take().Text : HiveText());
    }

    private TableName Table()
    {
        var at = Current.At;
        var first = Identifier();
        if (!TryTake("."))
            return new TableName(at, null, null, first);
        var second = Identifier();
        if (TryTake("."))
            return new TableName(at, first, second, Identifier());
        return new TableName(at, null, first, second);
    }

    private string HiveText()
    {
        if (Current.Kind is TokenKind.Text or TokenKind.QuotedName)
            return Take().Text;
        throw Unexpected("<string>");
    }

    private Dictionary<string, string> TextPairs()
    {
        Dictionary<string, string> pairs = [];
        Expect("(");
        do
        {
            var key = HiveText();
            Expect("=");
            pairs[key] = HiveText();
        } while (TryTake(","));
        Expect(")");
        return pairs;
    }
}
