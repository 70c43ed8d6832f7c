using System.Text;
using System.Text.RegularExpressions;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>
/// SQL with its comments and texts blanked, so that what is left can be searched for words; of quoted names the words
/// stay. Every character stays at its place.
/// </summary>
internal sealed partial class SqlCode
{
    private readonly string _sql;
    private readonly StringBuilder _code = new();
    private int _at;

    public SqlCode(string sql)
    {
        _sql = sql;
        while (_at < sql.Length)
            Next();
        Text = _code.ToString();
    }

    public string Text { get; }

    /// <summary>All names and key words, however they are written.</summary>
    public IReadOnlySet<string> Words =>
        Word().Matches(Text).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a comment or text begins that does not end; null where all do.</summary>
    public int? Unended { get; private set; }

    /// <summary>The line within the SQL, from 0.</summary>
    public int LineAt(int index) => _sql.AsSpan(0, index).Count('\n');

    /// <summary>Where the first parenthesis without its counterpart stands; null where there is none.</summary>
    public int? UnpairedParenthesis()
    {
        var open = new Stack<int>();
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '(')
                open.Push(i);
            else if (Text[i] == ')' && !open.TryPop(out _))
                return i;
        }

        return open.Count > 0 ? open.Last() : null;
    }

    private void Next()
    {
        var rest = _sql.AsSpan(_at);
        if (rest.StartsWith("--"))
            Blank(LengthOfLine(rest));
        else if (rest.StartsWith("/*"))
            Blank("*/", 2);
        else if (rest[0] == '\'')
            Blank("'", 1);
        else if (rest[0] == '"')
            Blank("\"", 1, IsOfAWord);
        else
            _code.Append(_sql[_at++]);
    }

    private static int LengthOfLine(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text.Length : end;
    }

    private static bool IsOfAWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private void Blank(string closing, int opening, Func<char, bool>? stays = null)
    {
        var length = _sql.Length - _at;
        var end = _sql.IndexOf(closing, _at + opening, StringComparison.Ordinal);
        if (end >= 0)
            length = end + closing.Length - _at;
        else
            Unended ??= _at;
        Blank(length, stays);
    }

    private void Blank(int length, Func<char, bool>? stays = null)
    {
        foreach (var character in _sql.AsSpan(_at, length))
        {
            var isKept = character == '\n' || stays?.Invoke(character) == true;
            _code.Append(isKept ? character : ' ');
        }

        _at += length;
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
