using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Tests.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Summaries;

/// <summary><c>test-summary</c> on a small lake: what it shows, what it finds, and that it leaves nothing.</summary>
public sealed class TestSummaryCommandTests : IDisposable
{
    private readonly SummaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TestSummary_ASoundFile_PrintsItsRowsAndLeavesNoTable()
    {
        await BeginAsync();

        var outcome = await _folder.OnLakeAsync("test-summary", "carts", "--rows", "1");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldMatch(@"shop +│ tea +│ +18 │ +3 │ +2\.0 │ 2025-11-13");
        outcome.Output.ShouldNotContain("cups");
        outcome.Error.ShouldContain("1 of 2 rows are shown.");
        outcome.Error.ShouldContain("sound: 4 columns as declared; each row has a key of its own (category);");
        (await TablesAsync()).ShouldBe("\"logall\"\n");
    }

    [Theory]
    [InlineData("DISTINCT user_key", "DISTINCT user_kee", "COLUMN_NOT_FOUND: {0}:56:20: Column 'user_kee'")]
    [InlineData("count(*)", "counts(*)", "FUNCTION_NOT_FOUND: {0}:55:5: Function 'counts' not registered")]
    [InlineData("FROM events", "FROM events WHERE day > 5", "TYPE_MISMATCH: {0}:58:23: Cannot apply operator")]
    [InlineData("count(*) AS", "* AS", "{0}:55:7: mismatched input 'AS'")]
    public async Task TestSummary_ATypoInTheSql_IsToldByTheFilesOwnPlace(string sound, string typo, string told)
    {
        await BeginAsync();
        _folder.Change("carts", sound, typo);

        var outcome = await _folder.OnLakeAsync("test-summary", "carts");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Error.ShouldContain(string.Format(null, told, _folder.File("carts")));
        outcome.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("count(*) AS cart_adds", "max(category) AS cart_adds", ":38: 'cart_adds' is declared bigint")]
    [InlineData("*) AS cart_adds", "*) AS carts, 1 AS cart_adds", ":51: the SELECT gives the columns (category, carts")]
    [InlineData("GROUP BY category", "GROUP BY category, product_name", "KeyRepeated: 9 of 9 rows have a key")]
    [InlineData("    category,\n    count", "    NULL AS category,\n    count", "KeyMissing: 2 of 2 rows")]
    [InlineData("count(*) AS", "1 AS", "OutOfRange: 2 of 2 rows have users above cart_adds")]
    [InlineData("count(*) AS", "-count(*) AS", "OutOfRange: 2 of 2 rows have cart_adds below 0")]
    [InlineData("quantities\n", "quantities\n    unit: percent\n", null)]
    [InlineData("top:\n  limit: 50\n  by: cart_adds", "rows: 3", "has 2 rows and must have exactly 3")]
    public async Task TestSummary_AFileThatIsWrong_TellsWhatAndFails(string sound, string changed, string? told)
    {
        await BeginAsync();
        _folder.Change("carts", sound, changed);

        var outcome = await _folder.OnLakeAsync("test-summary", "carts");

        outcome.ExitCode.ShouldBe(told is null ? ExitCode.Done : ExitCode.Failed, outcome.ToString());
        outcome.Error.ShouldContain(told ?? "quantity_per_add within 0 to 100");
    }

    [Theory]
    [InlineData("'cart' is no summary. The nearest are carts", "cart")]
    [InlineData("No name is given: write, for example, test-summary cart_pages.")]
    [InlineData("--rows 'all' must be a whole number from 0 to 1000", "carts", "--rows", "all")]
    public async Task TestSummary_WrongUse_IsRefused(string told, params string[] arguments)
    {
        await BeginAsync();

        var outcome = await _folder.OnLakeAsync(["test-summary", .. arguments]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(told);
    }

    [Fact]
    public async Task TestSummary_AFileThatCannotBeRead_IsRefusedWithLineAndRemedy()
    {
        await BeginAsync();
        _folder.Change("carts", "batch: 2", "batch: two");

        var outcome = await _folder.OnLakeAsync("test-summary", "carts");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("carts.sql:13: 'batch' is 'two'. Write a whole number from 1 to 9.");
    }

    [Fact]
    public async Task TestSummary_OneThatIsOff_IsTriedAllTheSame()
    {
        await BeginAsync();

        var outcome = await _folder.OnLakeAsync("test-summary", "cart_source");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldContain("cart_add_share");
    }

    private async Task BeginAsync()
    {
        _folder.WriteEvents();
        Directory.CreateDirectory(_folder.Path);
        (await _folder.RunAsync("new-summary", "carts")).ExitCode.ShouldBe(ExitCode.Done);
    }

    private async Task<string> TablesAsync() =>
        (
            await Shell.RunLiveAsync("query", "SHOW TABLES IN log_db", "--lake", _folder.Lake, "--format", "csv")
        ).Output.Split('\n', 2)[1];
}
