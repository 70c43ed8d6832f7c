using LocalAws.Sql.Functions;

namespace LocalAws.Tests.Sql;

public sealed class DocumentationTests
{
    [Fact]
    public void Page_FunctionsListed_AreThoseOfTheTable()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "try", "localaws-sql.md"))
            .Where(l => l.StartsWith("- `", StringComparison.Ordinal) && l.EndsWith('`') && l.Count(c => c == '`') == 2)
            .Select(l => l[3..^1]);

        listed.ShouldBe(FunctionTable.Instance.Entries.Select(e => e.Signature), ignoreOrder: true);
    }
}
