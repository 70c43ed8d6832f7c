using System.Text.RegularExpressions;

namespace EndToEnd.House;

/// <summary>A page that moves takes its links along.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_OfAllPages_LeadSomewhere()
    {
        var pages = new[] { "docs", "deploy", "src" }
            .SelectMany(folder =>
                Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
            )
            .Concat(Directory.GetFiles(Repository.Root, "*.md"))
            .Where(page => !page.Contains("node_modules", StringComparison.Ordinal))
            .ToList();

        pages.Count.ShouldBeGreaterThan(40);
        pages.SelectMany(DeadLinks).ShouldBeEmpty();
    }

    private static IEnumerable<string> DeadLinks(string page) =>
        from link in Link().Matches(Code().Replace(File.ReadAllText(page), ""))
        let target = link.Groups["path"].Value
        let file = Path.Combine(Path.GetDirectoryName(page)!, target)
        where !Path.Exists(file)
        select $"{Path.GetRelativePath(Repository.Root, page)}: {target}";

    // In code, brackets are brackets: a pattern of names looks like a link.
    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    // Addresses of the web and places in the same page are left to their readers.
    [GeneratedRegex(@"\]\((?!#|[a-z]+:)(?<path>[^)\s#]+)(#[^)\s]*)?\)")]
    private static partial Regex Link();
}
