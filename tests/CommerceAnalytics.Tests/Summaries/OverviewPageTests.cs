using System.Text.RegularExpressions;
using CommerceAnalytics.Overview;

namespace CommerceAnalytics.Tests.Summaries;

/// <summary><c>docs/try/overview.md</c> tells readers which columns there are: it must not tell of others.</summary>
public partial class OverviewPageTests
{
    [Fact]
    public void Page_HasTheColumnsInOrder() =>
        Row()
            .Matches(Page())
            .Select(row => $"{row.Groups[1]} {row.Groups[2]}")
            .ShouldBe(OverviewTable.Columns.Select(column => $"{column.Name} {AthenaType(column.Type)}"));

    private static string AthenaType(string type) => type == "string" ? "varchar" : type;

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "try", "overview.md")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
