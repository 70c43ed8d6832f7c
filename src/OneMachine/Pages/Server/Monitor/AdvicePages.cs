using System.Text.RegularExpressions;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>
/// What the pages for the person on call say of a code: docs/operate/troubleshooting.md and audit.md, which the program
/// carries inside itself.
/// </summary>
internal static partial class AdvicePages
{
    private static readonly IReadOnlyList<string> Pages = [Read("troubleshooting.md"), Read("audit.md")];

    /// <summary>
    /// The paragraphs about a code, as plain text: a section of its name, the rows of tables that begin with it, and
    /// paragraphs that name it. Empty for a code that no page names.
    /// </summary>
    public static IReadOnlyList<string> Of(string code) => [.. Pages.SelectMany(page => Of(page, code)).Distinct()];

    private static IEnumerable<string> Of(string page, string code)
    {
        var (section, head) = ("", Array.Empty<string>());
        foreach (var block in Blocks(page))
        {
            if (block.StartsWith('#'))
                section = block.TrimStart('#').Trim();
            else if (!block.StartsWith('|'))
            {
                if (section == code || block.Contains($"(`{code}`)", StringComparison.Ordinal))
                    yield return Plain(block);
            }
            else if (Cells(block) is var cells && cells[0] == $"`{code}`")
                yield return Plain(string.Join(' ', cells.Skip(1).Zip(head.Skip(1), Told)));
            else if (!cells[0].StartsWith('`') && !cells[0].StartsWith('-'))
                head = cells;
        }
    }

    /// <summary>Lines that belong together: a paragraph, an entry of a list, a row of a table, a heading.</summary>
    private static IEnumerable<string> Blocks(string page)
    {
        var block = new List<string>();
        foreach (var line in page.Split('\n').Select(line => line.TrimEnd()).Append(""))
        {
            if (block.Count > 0 && (line.Length == 0 || Begins().IsMatch(line)))
            {
                yield return string.Join(' ', block);
                block.Clear();
            }

            if (line.Length > 0)
                block.Add(line.Trim());
        }
    }

    private static string[] Cells(string row) => [.. row.Trim('|').Split(" | ").Select(cell => cell.Trim(' ', '|'))];

    private static string Told(string cell, string head) =>
        head switch
        {
            "message says" => $"The message says: {cell}.",
            "tried again by itself" => $"Tried again by itself: {cell}.",
            _ => cell,
        };

    private static string Plain(string text)
    {
        var unlinked = Link().Replace(text, "$1");
        return Marks().Replace(unlinked, "").Trim();
    }

    private static string Read(string name)
    {
        using var stream = typeof(AdvicePages).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\A(#|\||- )")]
    private static partial Regex Begins();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\A- |`|\*\*")]
    private static partial Regex Marks();
}
