using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>What a newcomer sees: a lake that does not exist yet, one command, fourteen tables.</summary>
public sealed class SampleRunTests
{
    /// <summary>
    /// A sample's events depend on their days, and whether a sample this small lacks too many amounts does too.
    /// </summary>
    private const string Date = "2026-03-29";

    [Fact]
    public async Task Run_OnASampleLake_PublishesFourteenTablesThatCanBeQueried()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                lake,
                "--date",
                Date,
                "--days",
                "12",
                "--events-per-day",
                "300",
                "--seed",
                "7"
            )
        ).ExitCode.ShouldBe(0);

        var run = await CommandLine.RunAsync(
            "run",
            "--lake",
            lake,
            "--date",
            Date,
            "--json",
            folder.File("report.json")
        );

        run.ExitCode.ShouldBe(0, run.ToString());
        var report = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("report.json")));
        report.GetProperty("status").GetString().ShouldBe("succeeded");
        report.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(14);
        (
            await CommandLine.QueryAsync(
                lake,
                "SELECT count(*) AS n FROM theshop_brand_commerce_hourly_traffic_summary"
            )
        ).ShouldBe("""[{"n":24}]""", StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task CheckAndStatus_OnASampleLake_TellWhatIsThere()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        await CommandLine.RunAsync(
            "sample",
            "--lake",
            lake,
            "--date",
            Date,
            "--days",
            "4",
            "--events-per-day",
            "600",
            "--seed",
            "1"
        );
        var before = await CommandLine.RunAsync("status", "--lake", lake, "--date", Date);
        before.Output.ShouldContain("0 of 14 tables are current");
        (
            await CommandLine.RunAsync("run", "--lake", lake, "--date", Date, "--json", folder.File("report.json"))
        ).ExitCode.ShouldBe(0);

        var check = await CommandLine.RunAsync("check", "--lake", lake, "--date", Date, "--json");
        var status = await CommandLine.RunAsync("status", "--lake", lake, "--date", Date, "--json");

        check.ExitCode.ShouldBe(0, check.ToString());
        JsonSerializer
            .Deserialize<JsonElement>(check.Output)
            .GetProperty("checks")
            .EnumerateArray()
            .ShouldAllBe(result => result.GetProperty("status").GetString() != "fail");
        status.Errors.ShouldContain("14 of 14 tables are current");
        var report = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("report.json")));
        Tables(JsonSerializer.Deserialize<JsonElement>(status.Output).GetProperty("tables"))
            .ShouldBe(
                report
                    .GetProperty("services")
                    .EnumerateArray()
                    .SelectMany(service => Tables(service.GetProperty("tables")))
            );
        // The sample logs too few amounts on purpose, as the real log does.
        report
            .GetProperty("services")[0]
            .GetProperty("tables")
            .EnumerateArray()
            .Single(table => table.GetProperty("query_type").GetString() == "purchase_analytics")
            .GetProperty("warnings")
            .EnumerateArray()
            .Select(warning => warning.GetProperty("code").GetString())
            .ShouldContain("RevenueUnknown");

        static IEnumerable<string> Tables(JsonElement tables) =>
            tables.EnumerateArray().Select(table => $"{table.GetProperty("query_type")} {table.GetProperty("rows")}");
    }

    [Fact]
    public async Task Run_Again_IsARerunWithTheVerySameRows()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        await CommandLine.RunAsync(
            "sample",
            "--lake",
            lake,
            "--date",
            Date,
            "--days",
            "10",
            "--events-per-day",
            "200",
            "--seed",
            "3"
        );
        const string Rows =
            "SELECT * FROM theshop_pharmacy_commerce_product_ranking_summary ORDER BY productname, category, sellernm";
        (await CommandLine.RunAsync("run", "--lake", lake, "--date", Date)).ExitCode.ShouldBe(0);
        var first = await CommandLine.QueryAsync(lake, Rows);

        (await CommandLine.RunAsync("run", "--lake", lake, "--date", Date)).ExitCode.ShouldBe(0);

        first.Length.ShouldBeGreaterThan(100);
        (await CommandLine.QueryAsync(lake, Rows)).ShouldBe(first);
    }
}
