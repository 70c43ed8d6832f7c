using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>
/// <c>status</c> over tables of every kind: of the day before, older, empty, not there, not readable.
/// </summary>
public sealed class StatusCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StatusCommandTests() => Directory.CreateDirectory(_folder.At("lake"));

    [Fact]
    public async Task Status_ALakeWithoutTables_SaysThatNoneIsThere()
    {
        var outcome = await StatusAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        outcome.Output.ShouldMatch(@"missing +│ shop_commerce_hourly_traffic_summary");
        outcome.Output.ShouldContain(
            "missing: shop_commerce_button_interaction_summary, shop_commerce_hourly_traffic_summary, shop_commerce_category_performance_summary and 4 more\n  Not published yet"
        );
        outcome.Output.TrimEnd().ShouldEndWith("0 of 7 tables are current");
    }

    [Fact]
    public async Task Status_TablesOfEveryKind_TellsEach()
    {
        await QueryAsync("CREATE DATABASE log_db");
        await CreateAsync(
            "hourly_traffic",
            "SELECT n, DATE '2026-02-28' AS calculation_date FROM UNNEST(sequence(1, 24)) AS t (n)"
        );
        await CreateAsync("product_ranking", "SELECT 1 AS n, DATE '2026-02-27' AS calculation_date");
        await CreateAsync("search_analytics", "SELECT 1 AS n");

        var outcome = await StatusAsync("--date", "2026-03-01", "--json");

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        var tables = JsonDocument
            .Parse(outcome.Output)
            .RootElement.GetProperty("tables")
            .EnumerateArray()
            .ToDictionary(table => table.GetProperty("query_type").GetString()!);
        tables.Count.ShouldBe(7);
        Shown(tables["hourly_traffic"]).ShouldBe("current 24 2026-02-28");
        Shown(tables["product_ranking"]).ShouldBe("late 1 2026-02-27");
        Shown(tables["search_analytics"]).ShouldBe("unreadable  ");
        tables["search_analytics"].GetProperty("problem").GetString()!.ShouldContain("calculation_date");
        Shown(tables["button_interaction"]).ShouldBe("missing  ");
        outcome.Error.ShouldContain("late: shop_commerce_product_ranking_summary\n");
        outcome.Error.ShouldContain("1 of 7 tables are current");
    }

    [Fact]
    public async Task Status_JsonThatCannotBeWritten_IsShownAndSaidWithoutAStack()
    {
        var outcome = await StatusAsync("--json", _folder.At(new string('x', 300)));

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Output.ShouldContain("0 of 7 tables are current");
        outcome.Error.ShouldContain("error: FileNotWritten: All was done, but --json");
        outcome.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Status_WrongUsage_IsRefused()
    {
        var outcome = await Shell.RunAsync("status", "--lake", _folder.At("none"), "--service", "x';DROP TABLE y");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("2 problems");
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> StatusAsync(params string[] more) =>
        Shell.RunLiveAsync(["status", "--lake", _folder.At("lake"), "--service", "shop", .. more]);

    private Task CreateAsync(string queryType, string select) =>
        QueryAsync(
            $"CREATE TABLE log_db.shop_commerce_{queryType}_summary WITH (format = 'PARQUET', external_location = 's3://commerce-results/{queryType}/') AS {select}"
        );

    private async Task QueryAsync(string sql)
    {
        var outcome = await Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"));
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
    }

    private static string Shown(JsonElement table) =>
        $"{table.GetProperty("state")} {table.GetProperty("rows")} {table.GetProperty("last_calculation_date")}";
}
