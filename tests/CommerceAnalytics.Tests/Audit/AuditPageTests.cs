using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>A finding's code leads to a section of <c>docs/operate/audit.md</c>.</summary>
public class AuditPageTests
{
    [Fact]
    public void Page_EachRule_HasASection()
    {
        var rules = typeof(AuditSettings)
            .GetProperties()
            .Where(property => property.PropertyType == typeof(FindingSeverity))
            .Select(property => property.Name);

        var sections = Page().Split("\n## ").Skip(1).Select(section => section[..section.IndexOf('\n')]);

        sections.Skip(1).ShouldBe(rules, ignoreOrder: true);
    }

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "operate", "audit.md")).ReplaceLineEndings("\n");
    }
}
