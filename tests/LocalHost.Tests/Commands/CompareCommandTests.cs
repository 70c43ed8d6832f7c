using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Display;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Compare_TwoDatabases_ShowsRowsColumnsAndWhatIsMeant()
    {
        await QueryAsync("CREATE DATABASE IF NOT EXISTS log_db");
        await QueryAsync("CREATE DATABASE IF NOT EXISTS old_db");
        await CreateAsync(
            "old_db",
            "hourly_traffic",
            "SELECT 1 AS hour, 10 AS sessions, 1.5 AS cart_conversion_rate, 'x' AS old_column"
        );
        await CreateAsync("log_db", "hourly_traffic", "SELECT 1 AS hour, 12 AS sessions, 1.5 AS cart_conversion_rate");
        await CreateAsync("old_db", "product_ranking", "SELECT 'a' AS productname, 3 AS cart_add_count");
        await CreateAsync("log_db", "product_ranking", "SELECT 'a' AS productname, 3 AS cart_add_count");

        var outcome = await CompareAsync("--left", "old_db");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("only old_db has the columns old_column");
        outcome.Output.ShouldContain("hour=1, sessions=10, cart_conversion_rate=1.5");
        outcome.Output.ShouldContain("hour=1, sessions=12, cart_conversion_rate=1.5");
        outcome.Output.ShouldContain("sessions are counted from any commerce event");
        outcome.Output.ShouldContain("is not in either database");
        outcome.Output.ShouldContain("1 of 7 tables are the same");
    }

    [Fact]
    public async Task Compare_ARowThatOneHasTwice_IsADifference()
    {
        await QueryAsync("CREATE DATABASE IF NOT EXISTS log_db");
        await QueryAsync("CREATE DATABASE IF NOT EXISTS old_db");
        await CreateAsync("old_db", "hourly_traffic", "SELECT * FROM (VALUES 1, 1, 2) AS t (hour)");
        await CreateAsync("log_db", "hourly_traffic", "SELECT * FROM (VALUES 1, 2, 2) AS t (hour)");

        var outcome = await CompareAsync("--left", "old_db");

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("0 of 7 tables are the same");
        outcome.Output.ShouldContain("hour=1");
        outcome.Output.ShouldContain("hour=2");
    }

    [Theory]
    [InlineData("--left is not given")]
    [InlineData("name two databases", "--left", "log_db")]
    public async Task Compare_WithoutTwoDatabases_IsRefused(string problem, params string[] arguments)
    {
        Directory.CreateDirectory(_folder.At("lake"));

        var outcome = await CompareAsync(arguments);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(problem);
    }

    [Theory]
    [InlineData("--left", "old[db", "log_db")]
    [InlineData("--right", "log_db", "old[db")]
    public async Task Compare_ADatabaseThatIsNotThere_NamesItAndComparesNothing(
        string option,
        string left,
        string right
    )
    {
        await QueryAsync("CREATE DATABASE IF NOT EXISTS log_db");

        var outcome = await CompareAsync("--left", left, "--right", right);

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Error.ShouldContain($"error: DatabaseMissing: The catalog has no database 'old[db' ({option}).");
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Show_ADatabaseWithBrackets_IsShownAsItIs()
    {
        using var shown = new StringWriter();
        new CompareDisplay(Consoles.For(shown, isTerminal: false, noColor: true), "old[db", "[red]").Show([
            new("hourly_traffic", "shop_commerce_hourly_traffic_summary"),
        ]);
        shown.ToString().ShouldContain("rows in old[db");
        shown.ToString().ShouldContain("rows in [red]");
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> CompareAsync(params string[] more) =>
        Shell.RunLiveAsync(["compare", "--lake", _folder.At("lake"), "--service", "shop", .. more]);

    private Task CreateAsync(string database, string queryType, string select) =>
        QueryAsync(
            $"CREATE TABLE {database}.shop_commerce_{queryType}_summary WITH (format = 'PARQUET', external_location = 's3://commerce-results/{database}/{queryType}/') AS {select}"
        );

    private async Task QueryAsync(string sql)
    {
        Directory.CreateDirectory(_folder.At("lake"));
        var outcome = await Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"));
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
    }
}
