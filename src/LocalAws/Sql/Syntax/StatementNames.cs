namespace LocalAws.Sql.Syntax;

/// <summary>
/// The names that a statement mentions, tables among them: enough to tell by name what it is about, without running it.
/// </summary>
internal static class StatementNames
{
    /// <summary>
    /// Every <c>a.b</c> in the statement, and every single name as <c>database.name</c>. None where it cannot be cut
    /// into tokens.
    /// </summary>
    public static IReadOnlyList<string> Of(string sql, string database)
    {
        try
        {
            return [.. Names(Lexer.Read(sql), database).Distinct(StringComparer.OrdinalIgnoreCase)];
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

    private static bool IsName(Token token) =>
        token.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.BackquotedName;
}
