using System.Globalization;
using System.Text;
using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Functions;

/// <summary>Java's regular expressions written for RE2.</summary>
internal static class JavaRegex
{
    private static readonly string[] Lacking = ["(?=", "(?!", "(?<=", "(?<!", "(?>"];

    public static string ToRe2(string pattern, Position at)
    {
        var re2 = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            // Java's classes nest and intersect; RE2 would read the same characters as members, and match something
            // else without a word.
            if (inClass && (Here(pattern, i, "&&") || (pattern[i] == '[' && !Here(pattern, i, "[:"))))
                throw Unsupported(pattern, at);
            inClass = pattern[i] == '[' || (inClass && !(pattern[i] == ']' && !OpensClass(pattern, i)));
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i += Escape(pattern, i, re2, at);
            else if (Lacking.Any(l => Here(pattern, i, l)))
                throw Unsupported(pattern, at);
            else if (Here(pattern, i, "(?<"))
            {
                re2.Append("(?P<");
                i += 2;
            }
            else
                re2.Append(pattern[i]);
        }

        return re2.ToString();
    }

    /// <summary>A bracket right after the one that opens its class is a member of it.</summary>
    private static bool OpensClass(string pattern, int at)
    {
        var before = pattern.AsSpan(0, at);
        return before.EndsWith("[") || before.EndsWith("[^");
    }

    private static bool Here(string pattern, int at, string part) =>
        string.CompareOrdinal(pattern, at, part, 0, part.Length) == 0;

    /// <summary>
    /// Writes the escape that begins here and returns how many characters after the backslash belong to it.
    /// </summary>
    private static int Escape(string pattern, int at, StringBuilder re2, Position position)
    {
        var c = pattern[at + 1];
        switch (c)
        {
            case >= '1' and <= '9' or 'k' or 'G' or 'Z' or 'X' or 'R':
                throw Unsupported(pattern, position);
            case 'h':
                re2.Append("[ \\t\\x{A0}]");
                return 1;
            case 'u'
                when at + 5 < pattern.Length
                    && ushort.TryParse(pattern.AsSpan(at + 2, 4), NumberStyles.HexNumber, null, out _):
                re2.Append("\\x{").Append(pattern, at + 2, 4).Append('}');
                return 5;
            default:
                re2.Append('\\').Append(c);
                return 1;
        }
    }

    /// <summary>Java's <c>$1</c> is RE2's <c>\1</c>; a backslash takes the next character as it is.</summary>
    public static string Replacement(string text)
    {
        var re2 = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '$' && char.IsAsciiDigit(next))
                re2.Append('\\');
            else if (text[i] == '\\' && next != '\0')
                re2.Append(text[++i] == '\\' ? @"\\" : text[i].ToString());
            else
                re2.Append(text[i]);
        }

        return re2.ToString();
    }

    private static StatementException Unsupported(string pattern, Position at)
    {
        return SqlErrors.Unsupported(
            at,
            $"regular expression with look-around, back-references, possessive forms or classes within classes is not supported here: {pattern}"
        );
    }
}
