using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>What a newcomer sees: a lake that does not exist yet, one command, fourteen tables.</summary>
public sealed class SampleRunTests
{
    [Fact]
    public async Task Run_OnASampleLake_PublishesFourteenTablesThatCanBeQueried()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        (await CommandLine.RunAsync("sample", "--lake", lake, "--days", "12", "--events-per-day", "300", "--seed", "7")).ExitCode.ShouldBe(0);

        var run = await CommandLine.RunAsync("run", "--lake", lake, "--json", folder.File("report.json"));

        run.ExitCode.ShouldBe(0, run.ToString());
        var report = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("report.json")));
        report.GetProperty("status").GetString().ShouldBe("succeeded");
        report.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(14);
        (await CommandLine.QueryAsync(lake, "SELECT count(*) AS n FROM theshop_brand_commerce_hourly_traffic_summary")).ShouldBe("""[{"n":24}]""", StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task Run_Again_IsARerunWithTheVerySameRows()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        await CommandLine.RunAsync("sample", "--lake", lake, "--days", "10", "--events-per-day", "200", "--seed", "3");
        const string Rows = "SELECT * FROM theshop_pharmacy_commerce_product_ranking_summary ORDER BY productname, category, sellernm";
        (await CommandLine.RunAsync("run", "--lake", lake)).ExitCode.ShouldBe(0);
        var first = await CommandLine.QueryAsync(lake, Rows);

        (await CommandLine.RunAsync("run", "--lake", lake)).ExitCode.ShouldBe(0);

        first.Length.ShouldBeGreaterThan(100);
        (await CommandLine.QueryAsync(lake, Rows)).ShouldBe(first);
    }
}
