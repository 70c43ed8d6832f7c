using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Summaries;

/// <summary><c>docs</c>: writes what is made from files, and tells what would change.</summary>
public sealed class DocsCommandTests : IDisposable
{
    private readonly SummaryFolder _folder = new();

    public DocsCommandTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Docs_WithANewSummary_WritesItsTableAndQueries()
    {
        await _folder.RunAsync("new-summary", "carts");

        var outcome = await DocsAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.Split('\n').Count(line => line.StartsWith("wrote", StringComparison.Ordinal)).ShouldBe(3);
        (await TextAsync("docs/try/summary-tables.md")).ShouldContain("| `cart_adds` | bigint | cart adds |");
        (await TextAsync("docs/commerce-analytics-test-queries.md")).ShouldContain("_commerce_carts_summary");
        (await TextAsync("deploy/aws/named-queries.yaml")).ShouldContain("_commerce_carts_summary");
    }

    [Fact]
    public async Task Docs_Check_NamesWhatWouldChangeAndWritesNothing()
    {
        (await DocsAsync("--check")).ExitCode.ShouldBe(ExitCode.Failed);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
        await DocsAsync();
        (await DocsAsync("--check")).ExitCode.ShouldBe(ExitCode.Done);
        await _folder.RunAsync("new-summary", "carts");

        var outcome = await DocsAsync("--check");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("summary-tables.md would change.");
        (await TextAsync("docs/try/summary-tables.md")).ShouldNotContain("carts");
    }

    [Theory]
    [InlineData("'no/such' is no folder", "--folder", "no/such")]
    [InlineData("2025-13-40", "--date", "2025-13-40")]
    public async Task Docs_WrongUse_IsRefused(string told, params string[] arguments)
    {
        var outcome = await _folder.RunAsync(["docs", .. arguments]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(told);
    }

    [Fact]
    public async Task Docs_WhereItCannotWrite_IsRefusedAndWritesNothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "deploy"), "a file where a folder should be");

        var outcome = await DocsAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("named-queries.yaml' cannot be written (");
        outcome.Error.ShouldNotContain("   at ");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    private Task<Commands.Outcome> DocsAsync(params string[] more) =>
        _folder.RunAsync(["docs", "--folder", _folder.Path, .. more]);

    private Task<string> TextAsync(string path) => File.ReadAllTextAsync(Path.Combine(_folder.Path, path));
}
