using CommerceAnalytics.Documents;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Semantics;
using CommerceAnalytics.Tests.Summaries;

namespace CommerceAnalytics.Tests.Documents;

/// <summary>What is made from the summaries' files, beside what is committed.</summary>
public sealed class DocumentTests : IDisposable
{
    private static readonly CommerceSettings Settings = new();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Paths => [.. All(Settings).Select(document => document.Path)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Paths))]
    public void Document_AsCommitted_IsWhatTheCommandWrites(string path)
    {
        var committed = File.ReadAllText(Path.Combine(Root(), path)).ReplaceLineEndings("\n");

        committed.ShouldBe(Text(path, Settings), "write it anew with `commerce-analytics docs`");
    }

    [Fact]
    public void Page_EverySummary_HasItsColumnsInOrder()
    {
        var sections = Text("docs/try/summary-tables.md", Settings).Split("\n## ")[1..];
        var every = SummarySet.WithDisabled(Settings);

        sections.Length.ShouldBe(every.All.Count);
        foreach (var section in sections)
        {
            var summary = every.Get(section.Split('`')[1]);
            var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
            var columns = summary.OwnColumns.Select(column => $"| `{column.Name}` | {column.Type} | {column.About} |");
            rows.ShouldBe(columns);
            section.ShouldContain($"{summary.WindowDays} days");
        }
    }

    [Fact]
    public void All_AFileOfTheShops_IsInEachOfThem()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "cart_pages.sql"), BrokenFiles.Sound);
        var settings = Settings with { SummariesFolder = _folder.Path };

        Text("docs/try/summary-tables.md", settings)
            .ShouldContain(
                """
                ## `cart_pages`

                Where cart adds come from.

                30 days, the 100 rows with most `adds`, one for each `seller`, `page`. Made in batch 2 from `commerce.cart.add`.

                | column | type | meaning |
                | --- | --- | --- |
                | `seller` | varchar | who sells it |
                """.ReplaceLineEndings("\n")
            );
        foreach (var document in All(settings).Skip(1))
            document.Text.ShouldContain("FROM \"log_db\".\"theshop_brand_commerce_cart_pages_summary\"");
    }

    private static string Text(string path, CommerceSettings settings) =>
        All(settings).Single(document => document.Path == path).Text;

    private static IReadOnlyList<Document> All(CommerceSettings settings) =>
        Document.All(settings, settings.RunServices(), Document.ExampleDate);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
