namespace LocalAws.Sql.Syntax;

/// <summary>
/// The names that a statement mentions, tables among them, and where it writes: enough to tell what it is about, without
/// running it.
/// </summary>
internal static class StatementNames
{
    private const string Scheme = "s3://";

    /// <summary>
    /// Every <c>a.b</c> in the statement, every single name as <c>database.name</c>, and its <c>external_location</c> as
    /// <c>bucket/key</c>. None where it cannot be cut into tokens.
    /// </summary>
    public static IReadOnlyList<string> Of(string sql, string database)
    {
        try
        {
            var tokens = Lexer.Read(sql);
            return [.. Names(tokens, database).Distinct(StringComparer.OrdinalIgnoreCase).Concat(Locations(tokens))];
        }
        catch (StatementException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<Token> tokens, string database)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsName(tokens[i]) || (i > 0 && tokens[i - 1].Is(".")))
                continue;
            yield return i + 2 < tokens.Count && tokens[i + 1].Is(".") && IsName(tokens[i + 2])
                ? $"{tokens[i].Text}.{tokens[i + 2].Text}"
                : $"{database}.{tokens[i].Text}";
        }
    }

    private static IEnumerable<string> Locations(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (!IsLocation(tokens[i]) || !tokens[i + 1].Is("="))
                continue;
            var value = tokens[i + 2];
            if (value.Kind == TokenKind.Text && value.Text.StartsWith(Scheme, StringComparison.Ordinal))
                yield return value.Text[Scheme.Length..];
        }
    }

    private static bool IsLocation(Token token) =>
        token.Text.Equals("external_location", StringComparison.OrdinalIgnoreCase);

    private static bool IsName(Token token) =>
        token.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.BackquotedName;
}
