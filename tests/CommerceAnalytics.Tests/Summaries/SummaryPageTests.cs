using System.Text.RegularExpressions;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Summaries;

/// <summary>
/// <c>docs/try/summary-tables.md</c> tells readers which columns there are: it must not tell of others.
/// </summary>
public partial class SummaryPageTests
{
    // Every table's: told once, above the tables.
    private static readonly string[] Common = ["service_name", "window_start", "window_end", "calculation_date"];

    [Fact]
    public void Page_EachTable_HasItsColumnsInOrder() =>
        Sections().ShouldBe([.. SummaryCatalog.All.Select(summary => $"{summary.QueryType}: {Columns(summary)}")]);

    [Fact]
    public void Page_EachTable_SaysItsDaysAndRows()
    {
        foreach (var (summary, section) in SummaryCatalog.All.Zip(Page().Split("\n## ")[1..]))
        {
            section.ShouldMatch($@"\b{summary.WindowDays} days");
            if (summary.MostRows is { } most)
                section.ShouldMatch($@"\b{most} ");
        }
    }

    private static string Columns(Summary summary) =>
        string.Join(
            ", ",
            summary
                .Columns.Where(column => !Common.Contains(column.Name))
                .Select(column => $"{column.Name} {AthenaType(column.Type)}")
        );

    private static string AthenaType(string type) =>
        type switch
        {
            "string" => "varchar",
            "int" => "integer",
            _ => type,
        };

    private static List<string> Sections() =>
        [
            .. Page()
                .Split("\n## ")[1..]
                .Select(section =>
                    $"{section[1..section.IndexOf('`', 1)]}: {string.Join(", ", Row().Matches(section).Select(row => $"{row.Groups[1]} {row.Groups[2]}"))}"
                ),
        ];

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "try", "summary-tables.md")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
