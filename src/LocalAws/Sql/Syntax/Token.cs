using System.Runtime.InteropServices;

namespace LocalAws.Sql.Syntax;

/// <summary>Place in the statement, both from 1, as Athena's messages give it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"line {Line}:{Column}";
}

internal enum TokenKind
{
    Word,
    QuotedName,
    BackquotedName,
    Text,
    Binary,
    Integer,
    Decimal,
    Double,
    Symbol,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; for quoted names and texts the unescaped content.</param>
/// <param name="At">Where it starts.</param>
/// <param name="Offset">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
internal sealed record Token(TokenKind Kind, string Text, Position At, int Offset, int End)
{
    public bool Is(string word)
    {
        var isPlain = Kind is TokenKind.Word or TokenKind.Symbol;
        return isPlain && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>As Athena shows it in <c>mismatched input</c>.</summary>
    public string Shown =>
        Kind switch
        {
            TokenKind.End => "<EOF>",
            TokenKind.Text => $"'{Text}'",
            TokenKind.QuotedName => $"\"{Text}\"",
            _ => Text,
        };
}
