namespace LocalAws.Sql.Syntax;

/// <summary>ExecutionParameters: each question mark of a statement stands for a literal.</summary>
internal static class Parameters
{
    public static IReadOnlyList<Token> Fill(IReadOnlyList<Token> tokens, IReadOnlyList<string> parameters)
    {
        var marks = tokens.Where(IsMark).ToList();
        if (marks.Count != parameters.Count)
            throw SqlErrors.At(
                "INVALID_PARAMETER_USAGE",
                tokens[0].At,
                $"Incorrect number of parameters: expected {marks.Count} but found {parameters.Count}"
            );
        var next = 0;
        if (marks.Count == 0)
            return tokens;
        return [.. tokens.SelectMany(t => IsMark(t) ? Literal(t, parameters[next++]) : [t])];
    }

    private static bool IsMark(Token token) => token is { Kind: TokenKind.Symbol, Text: "?" };

    /// <summary>
    /// The tokens of a parameter at the mark's own place: nothing but a literal, so that no parameter can change what a
    /// statement does.
    /// </summary>
    private static IEnumerable<Token> Literal(Token mark, string text)
    {
        var tokens = Lexer.Read(text).SkipLast(1).ToList();
        var isLiteral = tokens switch
        {
            [var one] => IsValue(one) || one.Is("NULL") || one.Is("TRUE") || one.Is("FALSE"),
            [var sign, var number] when sign.Is("-") || sign.Is("+") => IsNumber(number),
            [{ Kind: TokenKind.Word } type, { Kind: TokenKind.Text }] => type.Is("DATE")
                || type.Is("TIMESTAMP")
                || type.Is("DECIMAL"),
            _ => false,
        };
        if (isLiteral)
            return tokens.Select(t => t with { At = mark.At, Offset = mark.Offset, End = mark.End });
        throw SqlErrors.At("INVALID_PARAMETER_USAGE", mark.At, $"A parameter must be a literal here: {text}");
    }

    private static bool IsNumber(Token token) =>
        token.Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.Double;

    private static bool IsValue(Token token)
    {
        var isText = token.Kind is TokenKind.Text or TokenKind.Binary;
        return isText || IsNumber(token);
    }
}
