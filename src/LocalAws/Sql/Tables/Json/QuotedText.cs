using System.Globalization;
using System.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Text between quotes, with escapes as Trino's OpenX reader takes them: an unknown one stands for its character.
/// </summary>
internal static class QuotedText
{
    /// <param name="text">Where the text stands.</param>
    /// <param name="quote">The quote that began it.</param>
    /// <param name="at">Behind that quote; moved behind the quote at the end.</param>
    public static string Read(string text, char quote, ref int at)
    {
        StringBuilder? built = null;
        var start = at;
        while (true)
        {
            var found = text.AsSpan(at).IndexOfAny(quote, '\\');
            if (found < 0)
                throw new LineFaultException($"a text has no end, from character {start}");
            var plain = text.AsSpan(at, found);
            at += found + 1;
            if (text[at - 1] == quote)
                return built is null ? plain.ToString() : built.Append(plain).ToString();
            built ??= new StringBuilder();
            built.Append(plain).Append(Escaped(text, ref at));
        }
    }

    private static char Escaped(string text, ref int at)
    {
        if (at == text.Length)
            throw new LineFaultException("an escape has no end");
        var c = text[at++];
        return c switch
        {
            'u' => Unicode(text, ref at),
            't' => '\t',
            'b' => '\b',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'a' => '\a',
            // The reader's own: octal 011, which is a tab.
            'v' => '\t',
            _ => c,
        };
    }

    /// <summary>Four digits; Java takes a sign for the first.</summary>
    private static char Unicode(string text, ref int at)
    {
        if (at + 4 > text.Length)
            throw new LineFaultException("an escape has no end");
        var digits = text.AsSpan(at, 4);
        var sign = digits[0] is '+' or '-' ? 1 : 0;
        if (!int.TryParse(digits[sign..], NumberStyles.AllowHexSpecifier, null, out var code))
            throw new LineFaultException($"\\u{digits} is no escape, at character {at}");
        at += 4;
        return (char)(digits[0] == '-' ? -code : code);
    }
}
