using System.Text;

namespace LocalAws.Sql.Syntax;

/// <summary>Cuts a statement into tokens. Comments and white space vanish; nothing later looks at raw text.</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
    [
        "<>",
        "!=",
        "<=",
        ">=",
        "||",
        "->",
        "=>",
        "=",
        "<",
        ">",
        "+",
        "-",
        "*",
        "/",
        "%",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        ";",
        ":",
        "?",
    ];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string text) => _text = text;

    private Position Here => new(_line, _at - _lineStart + 1);

    private char Next(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    public static IReadOnlyList<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.ReadOne()) { }

        return lexer._tokens;
    }

    private bool ReadOne()
    {
        SkipBlanks();
        var start = _at;
        var at = Here;
        if (_at >= _text.Length)
        {
            Add(TokenKind.End, "", at, start);
            return false;
        }

        var c = Next();
        if (c is '\'')
            Add(TokenKind.Text, Quoted('\'', at), at, start);
        else if (c is '"')
            Add(TokenKind.QuotedName, Quoted('"', at), at, start);
        else if (c is '`')
            Add(TokenKind.BackquotedName, Quoted('`', at), at, start);
        else if (c is 'X' or 'x' && Next(1) == '\'')
            ReadBinary(at, start);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Next(1)) && !AfterName()))
            Add(Number(), _text[start.._at], at, start);
        else if (char.IsLetter(c) || c == '_')
            Add(TokenKind.Word, Word(), at, start);
        else
            Add(TokenKind.Symbol, Symbol(at), at, start);
        return true;
    }

    private void ReadBinary(Position at, int start)
    {
        _at++;
        Add(TokenKind.Binary, Quoted('\'', at), at, start);
    }

    /// <summary>Whether a dot here is a member access (<c>a.1x</c> is not a number).</summary>
    private bool AfterName()
    {
        return _tokens.Count > 0
            && _tokens[^1].End == _at
            && (
                _tokens[^1].Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.BackquotedName
                || _tokens[^1].Text is ")" or "]"
            );
    }

    private void Add(TokenKind kind, string text, Position at, int start) =>
        _tokens.Add(new Token(kind, text, at, start, _at));

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(Next()))
                Advance();
            else if (Next() == '-' && Next(1) == '-')
                SkipLine();
            else if (Next() == '/' && Next(1) == '*')
                SkipBlock();
            else
                return;
        }
    }

    private void SkipLine()
    {
        while (_at < _text.Length && Next() != '\n')
            _at++;
    }

    private void SkipBlock()
    {
        var at = Here;
        _at += 2;
        while (!(Next() == '*' && Next(1) == '/'))
        {
            if (_at >= _text.Length)
                throw SqlErrors.Syntax(at, "mismatched input '/'");
            Advance();
        }

        _at += 2;
    }

    private void Advance()
    {
        if (_text[_at++] != '\n')
            return;
        _line++;
        _lineStart = _at;
    }

    private string Quoted(char quote, Position at)
    {
        _at++;
        var content = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length)
                throw SqlErrors.Syntax(at, $"mismatched input '{quote}'");
            var c = Next();
            if (c == quote && Next(1) != quote)
                break;
            if (c == quote)
                _at++;
            content.Append(c);
            Advance();
        }

        _at++;
        return content.ToString();
    }

    private TokenKind Number()
    {
        var kind = TokenKind.Integer;
        SkipDigits();
        if (Next() == '.')
        {
            kind = TokenKind.Decimal;
            _at++;
            SkipDigits();
        }

        var sign = Next(1) is '+' or '-' ? 2 : 1;
        if (Next() is not ('e' or 'E') || !char.IsAsciiDigit(Next(sign)))
            return kind;
        _at += sign;
        SkipDigits();
        return TokenKind.Double;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Next()))
            _at++;
    }

    private string Word()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Next()) || Next() == '_')
            _at++;
        return _text[start.._at];
    }

    private string Symbol(Position at)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0)
                continue;
            _at += symbol.Length;
            return symbol;
        }

        throw SqlErrors.Syntax(at, $"mismatched input '{Next()}'");
    }
}
