using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Summaries;

/// <summary><c>new-summary</c>: a file that works at once, never over another.</summary>
public sealed class NewSummaryCommandTests : IDisposable
{
    private readonly SummaryFolder _folder = new();

    public NewSummaryCommandTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NewSummary_AName_WritesAFileThatWorksAndTellsWhatIsNext()
    {
        _folder.WriteEvents();

        var written = await _folder.RunAsync("new-summary", "carts");

        written.ExitCode.ShouldBe(ExitCode.Done, written.ToString());
        var next = written.Output.Split('\n').Where(line => line.StartsWith("  commerce", StringComparison.Ordinal));
        next.Select(line => line.Trim().Split(" --set")[0])
            .ShouldBe([
                "commerce-analytics test-summary carts",
                "commerce-analytics plan --query-type carts",
                "commerce-analytics run --query-type carts",
                "commerce-analytics serve --open",
            ]);
        var tried = await _folder.OnLakeAsync("test-summary", "carts");
        tried.ExitCode.ShouldBe(ExitCode.Done, tried.ToString());
        var planned = await _folder.OnLakeAsync("plan", "--query-type", "carts");
        planned.Output.ShouldContain("'s3://commerce-results/commerce-summary/pipeline/tables/shop_commerce_carts/");
    }

    [Fact]
    public async Task NewSummary_AFileThatIsThere_StaysAsItIs()
    {
        await _folder.RunAsync("new-summary", "carts");
        _folder.Change("carts", "window_days: 7", "window_days: 8");

        var outcome = await _folder.RunAsync("new-summary", "carts");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("carts.sql is there already: edit it, or take another name.");
        (await File.ReadAllTextAsync(_folder.File("carts"))).ShouldContain("window_days: 8");
    }

    [Fact]
    public async Task NewSummary_WhereItCannotWrite_IsRefused()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "a file where a folder should be");

        var outcome = await Commands.Shell.RunAsync("new-summary", "carts", "--set", $"SummariesFolder={file}/more");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("carts.sql' cannot be written (");
        outcome.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("Carts", "'Carts' cannot be a summary's name. Write 1 to 40 lower-case letters, digits and '_'")]
    [InlineData("../carts", "'../carts' cannot be a summary's name.")]
    [InlineData("cart_summary", "'cart_summary' cannot be a summary's name. Leave 'summary' out")]
    [InlineData("cart_source", "The name 'cart_source' is that of a summary in more/cart_source.sql already")]
    [InlineData("", "No name is given: write, for example, new-summary cart_pages.")]
    public async Task NewSummary_ABadName_IsRefusedAndWritesNothing(string name, string told)
    {
        var outcome = await _folder.RunAsync(["new-summary", .. name.Length > 0 ? new[] { name } : []]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(told);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }
}
