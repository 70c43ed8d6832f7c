using System.Buffers;
using System.Runtime.CompilerServices;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Reads JSON as forgivingly as Trino's OpenX reader: quotes of both kinds or none, comments, <c>=</c> and <c>=&gt;</c>
/// for a colon, a semicolon for a comma, left out items of an array, and anything behind the value. What it reads of
/// valid JSON is what JSON says.
/// </summary>
internal sealed class LenientJson
{
    private const int End = -1;
    private static readonly SearchValues<char> EndsLiteral = SearchValues.Create(" \r\n\t\f{}[]/\\:,=;#");

    private readonly string _text;
    private readonly StringComparer _names;
    private int _at;

    private LenientJson(string text, StringComparer names)
    {
        _text = text;
        _names = names;
    }

    /// <summary>
    /// The value that the text begins with, and where it ends. Throws <see cref="LineFaultException"/>.
    /// </summary>
    /// <param name="text">A line, or a value of one.</param>
    /// <param name="names">Tells whether two keys are one.</param>
    public static (JsonNode? Value, int End) Read(string text, StringComparer names)
    {
        var reader = new LenientJson(text, names);
        var value = reader.Value();
        return (value, reader._at);
    }

    private JsonNode? Value()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Fault("values within values, too deep to read");
        var c = Token();
        if (c == '{')
            return Members();
        if (c == '[')
            return Items();
        if (c is '\'' or '"')
            return new JsonText(QuotedText.Read(_text, (char)c, ref _at), IsQuoted: true);
        if (c == End)
            throw Fault("the line ends where a value is due");
        _at--;
        return Literal();
    }

    private JsonMembers Members()
    {
        var members = new MemberList(_names);
        if (Peek() == '}')
        {
            _at++;
            return members.Close();
        }

        while (true)
        {
            var name = Name();
            Separator(name);
            members.Set(name, Value());
            var c = Token();
            if (c == '}')
                return members.Close();
            if (c is not (',' or ';'))
                throw Fault("an object has no end");
        }
    }

    private string Name()
    {
        return Value() switch
        {
            JsonText text => text.Value,
            null => throw Fault("null stands where a name is due"),
            _ => throw Fault("an object or array stands where a name is due"),
        };
    }

    private void Separator(string name)
    {
        var c = Token();
        if (c is not (':' or '='))
            throw Fault($"no colon behind the name {Short(name)}");
        if (c == '=' && _at < _text.Length && _text[_at] == '>')
            _at++;
    }

    private JsonItems Items()
    {
        List<JsonNode?> items = [];
        var isOpen = false;
        while (true)
        {
            var c = Token();
            if (c == End)
                throw Fault("an array has no end");
            if (c == ']')
                return Closed(items, isOpen);
            isOpen = true;
            if (c is ',' or ';')
            {
                items.Add(null);
                continue;
            }

            _at--;
            items.Add(Value());
            c = Token();
            if (c == ']')
                return new JsonItems(items);
            if (c is not (',' or ';'))
                throw Fault("an array has no end");
        }
    }

    /// <summary>A separator before the end stands for one more item, which is null.</summary>
    private static JsonItems Closed(List<JsonNode?> items, bool isOpen)
    {
        if (isOpen)
            items.Add(null);
        return new JsonItems(items);
    }

    private JsonText? Literal()
    {
        var start = _at;
        var length = _text.AsSpan(start).IndexOfAny(EndsLiteral);
        _at = length < 0 ? _text.Length : start + length;
        if (_at == start)
            throw Fault($"'{_text[start]}' stands where a value is due");
        var literal = _text[start.._at];
        if (literal.Equals("null", StringComparison.OrdinalIgnoreCase))
            return null;
        return new JsonText(literal, IsQuoted: false);
    }

    /// <summary>The next character that is neither white space nor in a comment, without taking it.</summary>
    private int Peek()
    {
        var c = Token();
        if (c != End)
            _at--;
        return c;
    }

    private int Token()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c is '\t' or ' ' or '\n' or '\r')
                continue;
            if (c == '#')
                SkipLine();
            else if (c != '/' || !SkipComment())
                return c;
        }

        return End;
    }

    /// <summary>False where the slash begins no comment.</summary>
    private bool SkipComment()
    {
        var next = _at < _text.Length ? _text[_at] : ' ';
        if (next == '/')
        {
            SkipLine();
            return true;
        }

        if (next != '*')
            return false;
        var end = _text.IndexOf("*/", _at + 1, StringComparison.Ordinal);
        if (end < 0)
            throw Fault("a comment has no end");
        _at = end + 2;
        return true;
    }

    private void SkipLine()
    {
        var end = _text.AsSpan(_at).IndexOfAny('\r', '\n');
        _at = end < 0 ? _text.Length : _at + end + 1;
    }

    private LineFaultException Fault(string what) => new($"{what}, at character {_at}");

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
