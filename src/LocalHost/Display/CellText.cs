using System.Text;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>
/// Text from the event log as one cell of a table: on one line, and never as commands to the terminal.
/// </summary>
internal static class CellText
{
    /// <summary>
    /// Line breaks and tabs become <c>\n</c>, <c>\r</c>, <c>\t</c>; other control characters their code point,
    /// <c>\u001B</c>.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var shown = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ when char.IsControl(character) => shown.Append($"\\u{(int)character:X4}"),
                _ => shown.Append(character),
            };
        }
        return shown.ToString();
    }
}
