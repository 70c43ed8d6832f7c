using LocalAws.Catalog;
using LocalAws.Sql;
using LocalAws.Sql.Syntax;

namespace LocalAws.Glue.Expressions;

/// <summary>
/// The filter of GetPartitions: comparisons of partition keys with literals, IN, BETWEEN, LIKE, IS NULL, joined by AND,
/// OR, NOT and parentheses. Values compare by the type of their key.
/// </summary>
internal sealed class PartitionExpression
{
    private readonly IReadOnlyList<CatalogColumn> _keys;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at;

    private PartitionExpression(IReadOnlyList<CatalogColumn> keys, IReadOnlyList<Token> tokens)
    {
        _keys = keys;
        _tokens = tokens;
    }

    private Token Here => _tokens[_at];

    /// <summary>Reads an expression. Throws <c>InvalidInputException</c>.</summary>
    public static Func<IReadOnlyList<string>, bool> Read(string? text, IReadOnlyList<CatalogColumn> keys)
    {
        if (string.IsNullOrWhiteSpace(text))
            return _ => true;
        try
        {
            var parser = new PartitionExpression(keys, Lexer.Read(text));
            var filter = parser.Either(depth: 0);
            if (parser.Here.Kind == TokenKind.End)
                return filter;
            throw parser.Unexpected();
        }
        catch (StatementException e)
        {
            throw GlueErrors.Invalid($"Unsupported expression '{text}': {e.Message}");
        }
    }

    private Func<IReadOnlyList<string>, bool> Either(int depth)
    {
        var left = Both(depth);
        while (Take("OR"))
        {
            var first = left;
            var second = Both(depth);
            left = values => first(values) || second(values);
        }

        return left;
    }

    private Func<IReadOnlyList<string>, bool> Both(int depth)
    {
        var left = Negated(depth);
        while (Take("AND"))
        {
            var first = left;
            var second = Negated(depth);
            left = values => first(values) && second(values);
        }

        return left;
    }

    private Func<IReadOnlyList<string>, bool> Negated(int depth)
    {
        if (depth > 100)
            throw GlueErrors.Invalid("The expression is nested too deeply.");
        if (Take("NOT"))
        {
            var inner = Negated(depth + 1);
            return values => !inner(values);
        }

        if (!Take("("))
            return Comparison();
        var filter = Either(depth + 1);
        Expect(")");
        return filter;
    }

    private Func<IReadOnlyList<string>, bool> Comparison()
    {
        var key = Key();
        var negated = Take("NOT");
        var filter = Here switch
        {
            var t when t.Is("IN") => In(key),
            var t when t.Is("BETWEEN") => Between(key),
            var t when t.Is("LIKE") => Like(key),
            var t when t.Is("IS") && !negated => IsNull(),
            _ when !negated => Compared(key),
            _ => throw Unexpected(),
        };
        return negated ? values => !filter(values) : filter;
    }

    private Func<IReadOnlyList<string>, bool> In(PartitionKey key)
    {
        _at++;
        Expect("(");
        var literals = new List<string> { Literal(key) };
        while (Take(","))
            literals.Add(Literal(key));
        Expect(")");
        return values => literals.Exists(literal => key.Compare(values, literal) == 0);
    }

    private Func<IReadOnlyList<string>, bool> Between(PartitionKey key)
    {
        _at++;
        var low = Literal(key);
        Expect("AND");
        var high = Literal(key);
        return values => key.Compare(values, low) >= 0 && key.Compare(values, high) <= 0;
    }

    private Func<IReadOnlyList<string>, bool> Like(PartitionKey key)
    {
        _at++;
        var pattern = Here.Kind == TokenKind.Text ? _tokens[_at++].Text : throw Unexpected();
        return values => LikePattern.Matches(pattern, key.TextOf(values));
    }

    // Hive writes a partition of NULL under a name of its own.
    private Func<IReadOnlyList<string>, bool> IsNull()
    {
        var key = _tokens[_at - 1].Text;
        _at++;
        var not = Take("NOT");
        Expect("NULL");
        var partitionKey = Find(key);
        return values => partitionKey.TextOf(values) == "__HIVE_DEFAULT_PARTITION__" != not;
    }

    private Func<IReadOnlyList<string>, bool> Compared(PartitionKey key)
    {
        var symbol = _tokens[_at++].Text;
        Func<int, bool> holds = symbol switch
        {
            "=" => order => order == 0,
            "<>" or "!=" => order => order != 0,
            "<" => order => order < 0,
            "<=" => order => order <= 0,
            ">" => order => order > 0,
            ">=" => order => order >= 0,
            _ => throw Back(),
        };
        var literal = Literal(key);
        return values => holds(key.Compare(values, literal));
    }

    private PartitionKey Key()
    {
        if (Here.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.BackquotedName)
            return Find(_tokens[_at++].Text);
        throw Unexpected();
    }

    private PartitionKey Find(string name)
    {
        var index = _keys
            .Index()
            .FirstOrDefault(k => k.Item.Name.Equals(name, StringComparison.OrdinalIgnoreCase), (-1, null!));
        if (index.Index >= 0)
            return new(index.Index, index.Item.Type);
        throw GlueErrors.Invalid($"{name} is not a partition key.");
    }

    private string Literal(PartitionKey key)
    {
        var sign = Take("-") ? "-" : "";
        // date '2025-01-01' means its text.
        if (Here.Is("DATE") || Here.Is("TIMESTAMP"))
            _at++;
        var token = Here.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Decimal or TokenKind.Double
            ? _tokens[_at++]
            : throw Unexpected();
        if (key.IsValue(sign + token.Text))
            return sign + token.Text;
        throw GlueErrors.Invalid($"'{token.Text}' is not a value of type {key.Type}.");
    }

    private bool Take(string word)
    {
        if (!Here.Is(word))
            return false;
        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
            throw Unexpected();
    }

    private StatementException Back()
    {
        _at--;
        return Unexpected();
    }

    private StatementException Unexpected() => new($"{Here.At}: unexpected {Here.Shown}");
}
