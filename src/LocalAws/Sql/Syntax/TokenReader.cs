using LocalAws.Sql.Types;

namespace LocalAws.Sql.Syntax;

/// <summary>The tokens of a statement, one after another, with Athena's words for what does not fit.</summary>
internal abstract class TokenReader(IReadOnlyList<Token> tokens)
{
    /// <summary>Trino's reserved words: never a name unless quoted.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALTER",
        "AND",
        "AS",
        "BETWEEN",
        "BY",
        "CASE",
        "CAST",
        "CONSTRAINT",
        "CREATE",
        "CROSS",
        "CUBE",
        "CURRENT_CATALOG",
        "CURRENT_DATE",
        "CURRENT_PATH",
        "CURRENT_ROLE",
        "CURRENT_SCHEMA",
        "CURRENT_TIME",
        "CURRENT_TIMESTAMP",
        "CURRENT_USER",
        "DEALLOCATE",
        "DELETE",
        "DESCRIBE",
        "DISTINCT",
        "DROP",
        "ELSE",
        "END",
        "ESCAPE",
        "EXCEPT",
        "EXECUTE",
        "EXISTS",
        "EXTRACT",
        "FALSE",
        "FOR",
        "FROM",
        "FULL",
        "GROUP",
        "GROUPING",
        "HAVING",
        "IN",
        "INNER",
        "INSERT",
        "INTERSECT",
        "INTO",
        "IS",
        "JOIN",
        "LEFT",
        "LIKE",
        "LISTAGG",
        "LOCALTIME",
        "LOCALTIMESTAMP",
        "NATURAL",
        "NORMALIZE",
        "NOT",
        "NULL",
        "ON",
        "OR",
        "ORDER",
        "OUTER",
        "PREPARE",
        "RECURSIVE",
        "RIGHT",
        "ROLLUP",
        "SELECT",
        "SKIP",
        "TABLE",
        "THEN",
        "TRIM",
        "TRUE",
        "UESCAPE",
        "UNION",
        "UNNEST",
        "USING",
        "VALUES",
        "WHEN",
        "WHERE",
        "WITH",
    };

    private int _at;

    /// <summary>How deep expressions and queries are nested: a statement must not overflow the stack.</summary>
    private int _depth;
    private int _links;

    protected int Mark
    {
        get => _at;
        set => _at = value;
    }

    protected Token Current => tokens[_at];

    protected Token Peek(int ahead = 1) => tokens[Math.Min(_at + ahead, tokens.Count - 1)];

    protected Token Take()
    {
        var token = tokens[_at];
        if (_at < tokens.Count - 1)
            _at++;
        return token;
    }

    protected bool Is(string word) => Current.Is(word);

    protected bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(word))
                return true;
        }

        return false;
    }

    /// <summary>Takes the words if all of them come next.</summary>
    protected bool TryTake(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Peek(i).Is(words[i]))
                return false;
        }

        _at += words.Length;
        return true;
    }

    protected void Expect(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!TryTake(word))
                throw Unexpected($"'{word}'");
        }
    }

    protected StatementException Unexpected(string? expecting = null)
    {
        return SqlErrors.Syntax(
            Current.At,
            $"mismatched input '{Current.Shown}'{(expecting is null ? "" : $". Expecting: {expecting}")}"
        );
    }

    /// <summary>A name as Athena keeps it: lower case, quoted or not.</summary>
    protected string Identifier()
    {
        if (Current.Kind == TokenKind.BackquotedName)
            return BackquotedIdentifier();
        if (Current.Kind == TokenKind.QuotedName)
            return QuotedIdentifier();
        if (Current.Kind == TokenKind.Word && !Reserved.Contains(Current.Text))
            return Take().Text.ToLowerInvariant();
        throw Unexpected("<identifier>");
    }

    protected virtual string QuotedIdentifier() => Take().Text.ToLowerInvariant();

    protected virtual string BackquotedIdentifier()
    {
        throw SqlErrors.Syntax(
            Current.At,
            "backquoted identifiers are not supported; use double quotes to quote identifiers"
        );
    }

    protected bool IsIdentifier()
    {
        if (Current.Kind == TokenKind.Word)
            return !Reserved.Contains(Current.Text);
        return Current.Kind == TokenKind.QuotedName;
    }

    protected string Text()
    {
        if (Current.Kind != TokenKind.Text)
            throw Unexpected("<string>");
        return Take().Text;
    }

    protected List<T> Separated<T>(Func<T> item)
    {
        List<T> items = [item()];
        while (TryTake(","))
            items.Add(item());
        return items;
    }

    protected T Parenthesised<T>(Func<T> item)
    {
        Expect("(");
        var value = item();
        Expect(")");
        return value;
    }

    protected T Nested<T>(Func<T> item)
    {
        if (++_depth > 200)
            throw SqlErrors.Syntax(Current.At, "statement is too large (stack overflow during analysis)");
        var value = item();
        _depth--;
        return value;
    }

    /// <summary>
    /// Counts what hangs to the left of its like (sums, joins, unions, ...): it makes a tree as deep as there are
    /// links, and whoever walks it needs as deep a stack.
    /// </summary>
    protected void Link()
    {
        if (++_links > 1000)
            throw SqlErrors.Syntax(Current.At, "statement is too large (stack overflow during analysis)");
    }

    protected int Count()
    {
        if (Current.Kind != TokenKind.Integer || !int.TryParse(Current.Text, out var value))
            throw Unexpected("<integer>");
        Take();
        return value;
    }

    /// <summary>Reads a type name of Trino.</summary>
    protected SqlType Type() => new TypeSyntax(this).Read();

    /// <summary>The grammar of Trino's type names over the same tokens.</summary>
    private sealed class TypeSyntax(TokenReader reader)
    {
        public SqlType Read()
        {
            var at = reader.Current;
            var name = reader.Identifier();
            return name switch
            {
                "boolean" => SqlType.Boolean,
                "tinyint" => SqlType.TinyInt,
                "smallint" => SqlType.SmallInt,
                "integer" or "int" => SqlType.Integer,
                "bigint" => SqlType.BigInt,
                "real" => SqlType.Real,
                "double" => Double(),
                "decimal" or "dec" or "numeric" => DecimalType(),
                "varchar" => Optional() is { } length ? SqlType.VarcharOf(length) : SqlType.Varchar,
                "varbinary" => SqlType.Varbinary,
                "json" => SqlType.Json,
                "date" => SqlType.Date,
                "timestamp" => TimestampType(),
                "array" => SqlType.Array(Generic()[0]),
                "map" => MapType(at),
                "row" => RowType(),
                _ => throw SqlErrors.Type(at.At, $"Unknown type: {name}"),
            };
        }

        private SqlType Double()
        {
            reader.TryTake("precision");
            return SqlType.Double;
        }

        private SqlType DecimalType()
        {
            if (!reader.TryTake("("))
                return SqlType.Decimal(38, 0);
            var at = reader.Current.At;
            var precision = reader.Count();
            var scale = reader.TryTake(",") ? reader.Count() : 0;
            reader.Expect(")");
            if (precision is < 1 or > 38 || scale > precision)
                throw SqlErrors.At(
                    "INVALID_ARGUMENTS",
                    at,
                    $"DECIMAL precision must be in range [1, 38] and scale in [0, precision]: decimal({precision},{scale})"
                );
            return SqlType.Decimal(precision, scale);
        }

        private SqlType TimestampType()
        {
            var precision = Optional() ?? 3;
            if (reader.TryTake("with", "time", "zone"))
                return SqlType.TimestampTz("UTC", precision);
            reader.TryTake("without", "time", "zone");
            return SqlType.TimestampOf(precision);
        }

        private int? Optional() => reader.Is("(") ? reader.Parenthesised(reader.Count) : null;

        private List<SqlType> Generic()
        {
            var close = reader.TryTake("<") ? ">" : ")";
            if (close == ")")
                reader.Expect("(");
            var types = reader.Separated(Read);
            reader.Expect(close);
            return types;
        }

        private SqlType MapType(Token at)
        {
            var types = Generic();
            if (types.Count == 2)
                return SqlType.Map(types[0], types[1]);
            throw SqlErrors.Type(at.At, "Unknown type: map");
        }

        private SqlType RowType()
        {
            var fields = reader.Parenthesised(() => reader.Separated(Field));
            return SqlType.Row(fields);
        }

        private SqlField Field()
        {
            var named =
                reader.Peek().Kind is TokenKind.Word && !reader.Peek().Is("with") && !reader.Peek().Is("precision");
            if (named)
                return new SqlField(reader.Identifier(), Read());
            return new SqlField(null, Read());
        }
    }
}
